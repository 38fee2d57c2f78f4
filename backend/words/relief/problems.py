"""Why a request about relief is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "payment-in-past": sentence("The first payment lies in the past. Give today or a later day."),
}
