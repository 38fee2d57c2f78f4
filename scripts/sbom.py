"""`python -m scripts.sbom FILE` writes a CycloneDX bill of what the product runs on.

cyclonedx-py looks at what is installed, with licences and who needs whom. The tools that lie in the same environment
are taken out, and the hashes of the lock are put beside what remains.
"""

import json
import re
import subprocess
import sys
from collections.abc import Set
from pathlib import Path
from typing import Any

from backend import __version__
from scripts.locked import ROOT, Locked, read_direct, read_lock


def main(target: Path) -> None:
    """Write the bill. Stops when what is installed is not what is locked."""
    bill = _installed()
    locked = {(each.name, each.version): each for each in read_lock()}
    kept = [each for each in bill["components"] if _key(each) in locked]
    here = {_key(each)[0] for each in kept}
    if missing := sorted({each.name for each in locked.values()} - here):
        sys.exit(f"locked, but not installed like this: {', '.join(missing)}; run make setup-dev")
    for each in kept:
        # The environment shows what it was installed from only to those who kept the file.
        each.pop("externalReferences", None)
        each["properties"] = [*each.get("properties", ()), *_hashes(locked[_key(each)])]
    root = bill["metadata"]["component"]
    root["version"] = __version__
    refs = {each["bom-ref"]: _key(each)[0] for each in kept}
    direct = [ref for ref, name in refs.items() if name in read_direct()]
    bill["components"] = kept
    bill["dependencies"] = [
        {"ref": root["bom-ref"], "dependsOn": sorted(direct)},
        *(_among(refs.keys(), each) for each in bill["dependencies"] if each["ref"] in refs),
    ]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{target}: {len(kept)} packages", file=sys.stderr)


def _installed() -> dict[str, Any]:
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--sv", "1.6"]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), sys.executable]
    made = subprocess.run(command, capture_output=True, text=True, check=True)
    bill: dict[str, Any] = json.loads(made.stdout)
    return bill


def _key(component: dict[str, Any]) -> tuple[str, str]:
    """Name and version as the lock writes them."""
    return re.sub(r"[-_.]+", "-", component["name"]).lower(), component["version"]


def _hashes(locked: Locked) -> list[dict[str, str]]:
    """Of all files of that version: which of them was installed depends on the machine."""
    return [{"name": "graceday:locked:sha256", "value": digest} for digest in locked.hashes]


def _among(refs: Set[str], node: dict[str, Any]) -> dict[str, Any]:
    needed = sorted(set(node.get("dependsOn", ())) & refs)
    return {"ref": node["ref"], "dependsOn": needed} if needed else {"ref": node["ref"]}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
