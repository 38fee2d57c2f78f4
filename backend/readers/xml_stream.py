"""XML is read piece by piece with expat and without document types or entities; so are a workbook's shared texts."""

from xml.parsers import expat

from backend.readers.limits import ExportRefused


class XmlStream:
    """Feed it bytes; a subclass hears of elements by their local names, and of text."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = lambda name, given: self.start(name.rpartition(":")[2], given)
        self._parser.EndElementHandler = lambda name: self.end(name.rpartition(":")[2])
        self._parser.CharacterDataHandler = self.text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse

    def parse(self, piece: bytes) -> None:
        """Take in a piece. Raises ExportRefused for what is no XML."""
        try:
            self._parser.Parse(piece)
        except expat.ExpatError as error:
            raise ExportRefused("xlsx-broken", "the workbook cannot be read") from error

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text, perhaps a part of it."""

    def _refuse(self, *_: object) -> None:
        raise ExportRefused("entities", "the workbook's XML declares a document type or entities")


class SharedStrings(XmlStream):
    """The texts that cells refer to by number; how a word is pronounced (rPh) is no part of it."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._inside = self._phonetic = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "t":
            self._inside = True
        elif name == "rPh":
            self._phonetic = True

    def text(self, text: str) -> None:
        if self._inside and not self._phonetic:
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.strings.append("".join(self._parts))
            self._parts.clear()
