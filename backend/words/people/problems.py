"""Why a request about an account of ours, or about signing in, is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "credentials-wrong": sentence("The e-mail address or the password is wrong."),
    "password-wrong": sentence("The password is wrong; nothing was deleted."),
    "sign-in-not-recent": sentence(
        "This needs a sign-in, or your password, in the last ten minutes. Give your password again, or sign in anew."
    ),
    "code-needed": sentence("Your account asks for a code of your authenticator app as well."),
    "code-wrong": sentence("This code is wrong, too old, or was used already."),
    "second-factor-on": sentence("A second factor is on already. Turn it off first."),
    "second-factor-not-begun": sentence("Begin with POST /v1/me/second-factor, which gives the secret."),
    "password-not-right": sentence("The password is wrong; nothing was changed."),
    "old-password-wrong": sentence("The old password is wrong; nothing was changed."),
    "no-password-here": sentence("This account has no password here: it signs in with Firebase."),
    "password-common": sentence(
        "This password is among the first that anybody tries. A few words that do not belong together are better."
    ),
    "password-of-address": sentence("This password is made of your e-mail address. Choose another."),
    "no-address": sentence("This account has no e-mail address."),
    "address-confirmed": sentence("Your e-mail address is confirmed already."),
    "address-of-another": sentence("This address was confirmed for another account meanwhile."),
    "link-invalid": sentence(
        "This link is not valid any more: it was used, or it has run out. Ask for another."
    ),
    "mail-not-sent-here": sentence("This server sends no mail. Ask whoever runs it."),
    "identity-changed": sentence("This identity was registered or removed just now. Try again."),
    "quiet-hours-half": sentence("Give both ends of the quiet hours, or neither."),
    "quiet-hours-alike": sentence(
        "Quiet hours that end when they begin could mean none or the whole day. Send null for both to have none; for "
        "whole days use quiet_dates or a pause."
    ),
    "pause-not-ahead": sentence("A pause must end in the future, after it starts."),
    "refresh-token-invalid": sentence("This refresh token is not valid. Sign in again."),
    "refresh-token-spent": sentence("This refresh token was used before or has expired. Sign in again."),
    "access-token-expired": sentence("The access token has expired. Refresh it."),
    "session-ended": sentence("This session has ended. Sign in again."),
    "account-deleted": sentence("This account was deleted."),
    "registration-closed": sentence("Registration is closed here."),
    "id-token-expired": sentence("This ID token has expired: get a new one from Firebase."),
    "id-token-invalid": sentence("This is not a valid Firebase ID token of this project."),
    "identity-unavailable": sentence(
        "Sign-in cannot be checked at the moment. Your token may be good: try again shortly."
    ),
    "country-missing": sentence("Send the country you live in as Graceday-Country."),
}
