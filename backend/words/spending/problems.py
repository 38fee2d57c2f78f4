"""Why a request about spending, its files and its plans is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "verdict-given": sentence("This is {state} already; there is nothing to {verdict}."),
    "balance-missing": sentence("Say the balance of that day too."),
    "balance-in-future": sentence("A balance cannot be of a day to come."),
    "account-has-transactions": sentence(
        "This account has transactions. Set its balance to null to leave it out of the forecast."
    ),
    "account-unknown": sentence("There is no such account of yours."),
    "repayment-recorded": sentence("This repayment has been recorded as a payment already."),
    "repayment-target-missing": sentence("Say which of your cards or loans this paid."),
    "currency-differs": sentence("The account has another currency."),
    "repayment-recorded-by-other": sentence(
        "This repayment has been recorded already, from the other account that shows it."
    ),
    "category-unknown": sentence("There is no such category; GET /v1/categories lists them."),
    "category-no-spending": sentence("This category is no spending, so there is nothing to cut."),
    "category-essential": sentence("This category is essential, and no plan cuts it."),
    "refused-line-steps": sentence("A refused line has no steps."),
    "steps-out-of-range": sentence("Between 1 and {most} steps can be left out here."),
    "steps-of-several": sentence("This line is of several categories: accept it or refuse it as a whole."),
    "plan-does-not-hold": sentence(
        "With its lines as they are, this plan no longer holds: {day} would end below what must stay. Make a new one."
    ),
    "plan-facts-moved": sentence(
        "What this plan was made from has changed since, and it no longer holds: {day} would end below what must stay. "
        "Make a new one."
    ),
    "facts-keep-moving": sentence(
        "Something that the plan depends on keeps changing. Try again in a moment."
    ),
    "plan-not-proposed": sentence("This plan is {state}. Make a new one to change it."),
    "plan-stale": sentence("This plan is of days gone by. Make a new one, and accept that."),
    "plan-without-outcome": sentence("This plan is {state}; only an accepted plan has an outcome."),
    "rate-of-one-currency": sentence("A rate is between two currencies."),
    "rate-in-future": sentence("A rate cannot be of a day to come."),
    "rate-unreadable": sentence(
        'Write the rate as text, a decimal ("7.12") or a fraction ("100/14"), above 0.'
    ),
    "amount-outside-its-range": sentence("The expected amount lies between the least and the most."),
    "ends-before-it-starts": sentence("It cannot end before it starts."),
    "second-day-of-half-months": sentence(
        "Say the second day of the month where it comes twice a month, and only there."
    ),
    "income-is-no-bill": sentence("Only what is to be paid can be essential."),
    "currency-ambiguous": sentence("Say which currency: {known}."),
    "cash-account-missing": sentence(
        "Add the account that you pay from, with its balance: POST /v1/cash-accounts. A "
        "forecast begins with what is there."
    ),
    "balance-unknown": sentence(
        "No balance is known in {currency}. Set `balance` on one of: {known} (PATCH /v1/cash-accounts/...)."
    ),
    "account-missing-in-currency": sentence(
        "There is no account in {currency}. Add the one that you pay from: POST /v1/cash-accounts."
    ),
    "file-too-large": sentence("The file is larger than {megabytes} MB."),
    "file-empty": sentence("The file is empty."),
    "import-not-readable-again": sentence(
        "A file that is being read, or that was taken back, cannot be read in another way."
    ),
    "import-no-dry-run": sentence("This import is not a finished dry run."),
    "import-asks-nothing": sentence("This import asks nothing."),
    "import-reading": sentence("This import is being read; take it back once it is done."),
    "import-undone": sentence("This import has been taken back already."),
    "question-unknown": sentence("The import asks about: {known}."),
    "answer-unknown": sentence("Choose one of the answers that are offered: {known}."),
    "transaction-unknown": sentence("There is no such transaction of yours."),
    "transaction-decided": sentence(
        "This transaction is split, part of a split, seen twice, or taken as a payment. Take that back first."
    ),
    "transaction-not-split": sentence("This transaction is not split."),
    "part-empty": sentence("No part may be zero."),
    "parts-sum": sentence("The parts sum to {total}, and the transaction is {amount}, in minor units."),
    "link-sides": sentence("One of the two must be money that left, and the other money that came in."),
    "currencies-differ": sentence("The two are in other currencies."),
    "link-exceeds": sentence(
        "More would have come back than was paid. Split what came in, and link its parts."
    ),
    "transfer-in-one-account": sentence("A transfer is between two accounts, or two currencies."),
    "transfer-grew": sentence("More cannot arrive than left in the same currency."),
    "link-decided": sentence("You have said this already; take your word back to change it."),
    "link-not-said": sentence("You have not spoken of this: confirm it or refuse it."),
    "role-not-said": sentence("You have not said the role of this transaction."),
    "file-gone": sentence("The file is not here any more; send it again."),
    "mapping-no-json-object": sentence("A mapping is a JSON object."),
    "mapping-no-object": sentence("{path}: must be an object"),
    "mapping-unknown": sentence("{path}: is not known"),
    "mapping-no-choice": sentence("{path}: must be one of {known}"),
    "mapping-no-flag": sentence("{path}: must be true or false"),
    "mapping-no-text": sentence("{path}: must be text of at most {most} characters"),
    "mapping-no-currency": sentence("{path}: must be an ISO 4217 code in use"),
    "mapping-no-header": sentence("{path}: must be null or a list of 1 to {most} texts"),
    "mapping-no-problems": sentence("{path}: must be a list of at most {most}"),
    "mapping-no-problem": sentence("{path}: must be an object of code and detail"),
    "mapping-no-column": sentence("{path}: must be a column, from 0 to {most}"),
    "mapping-no-role": sentence("{path}: is no role of a column"),
    "mapping-date-missing": sentence("{path}: a column of dates is needed"),
    "mapping-amount-missing": sentence("{path}: a column of amounts is needed (amount, or debit and credit)"),
    "mapping-amount-twice": sentence("{path}: either one column of amounts, or debit and credit"),
}
