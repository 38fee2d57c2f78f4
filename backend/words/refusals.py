"""Why a file was not read or not kept, by its reader's stable code.

In English the reader's own words are better, because they name the line and the number; what has none, and every other
language, has the sentence of the code.
"""

from backend.words.catalogue import LOCALES, say, sentence

SENTENCES = {
    "too-large": sentence("The file is too large."),
    "empty": sentence("The file is empty."),
    "unknown-encoding": sentence("The text is neither UTF-8 nor GB18030."),
    "markup": sentence("This is a web page or XML: download the file in another form, or print it as PDF."),
    "other-country": sentence("The report is of another country."),
    "unknown-report": sentence("The file is no report of a bureau whose reports can be read."),
    "no-bureau": sentence("The file does not say which bureau's report it is."),
    "other-bureau": sentence("The report is of another bureau."),
    "no-entries": sentence("No account and no inquiry was found in the file."),
    "too-many-rows": sentence("The file has too many rows."),
    "too-many-columns": sentence("The file has too many columns."),
    "line-too-long": sentence("A line of the file is too long."),
    "cell-too-long": sentence("A cell of the file is too long."),
    "too-deep": sentence("The file is nested too deep."),
    "json-broken": sentence("The file is no JSON."),
    "invalid-field": sentence("A field of the file is not what it has to be."),
    "duplicate-field": sentence("A field of the file is there twice."),
    "unknown-field": sentence("A field of the file is not known."),
    "unknown-format": sentence("The file is of no form that can be read."),
    "encrypted": sentence("The file is locked with a password: save it without one."),
    "too-complex": sentence("The file unpacks to more than can be read."),
    "too-many-pages": sentence("The PDF has too many pages."),
    "too-much-text": sentence("The PDF holds too much text."),
    "too-slow": sentence("The file takes too long to read."),
    "pdf-broken": sentence("The PDF is broken."),
    "no-text": sentence("The PDF holds pictures of pages and no text."),
    "pdf": sentence("A PDF cannot be read: download the statement as CSV, OFX or Excel."),
    "xlsx-broken": sentence("The workbook cannot be read."),
    "xls-broken": sentence("The workbook cannot be read."),
    "zip-bomb": sentence("The file unpacks beyond all measure."),
    "entities": sentence("The file declares a document type or entities."),
    "not-text": sentence("The file is not text."),
    "nul-byte": sentence("The file holds NUL bytes: it is not text."),
    "no-rows": sentence("No row holds a day and an amount."),
    "no-dates": sentence("No column holds days."),
    "no-amounts": sentence("No column holds amounts."),
    "type-not-allowed": sentence("Only PDF, PNG, JPEG, WebP, HEIC and plain text (UTF-8) are kept."),
    "card-number": sentence("The file holds a full card number: at most the last four digits may be in it."),
    "name": sentence("The file needs a name."),
    "unreadable": sentence("the file cannot be read, for a reason of ours"),
    "account-gone": sentence("the account that this file was sent for is not there any more"),
    "header-missing": sentence("the header that the mapping names is not in the file"),
}


def refusal_text(locale: str, code: str, said: str) -> str:
    """The reason in `locale`; what the reader said where there is no sentence for its code."""
    if code not in SENTENCES or (said and locale == LOCALES[0]):
        return said
    return say(locale, SENTENCES[code])
