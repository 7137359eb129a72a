"""Every verb once, as it succeeds on the book that has a row in every table.

``{files}`` is a folder with the files that are read; ``{out}`` is an empty one for those written.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from tests.forms import fill, form_of
from tests.shell import ok

READING = {
    "program list": "",
    "program lists": "",
    "program show": "DA1",
    "allocate files": "1",
    "allocate list": "",
    "allocate show": "1",
    "disburse files": "3",
    "disburse list": "",
    "disburse estimates": "",
    "disburse show": "3",
    "inspect files": "TT-01",
    "inspect list": "",
    "inspect show": "TT-01",
    "activity list": "",
    "activity show": "TL",
    "activity remarks": "2021",
    "place list": "",
    "place lists": "",
    "place show": "043",
    "reconcile list": "",
    "reconcile show": "1",
    "collect status": "2021-10",
    "collect templates": "2021-10 {out}/bieu",
    "report annual": "2021",
    "report carryover": "2021",
    "report collect": "2021-10",
    "report compare": "2020 2021",
    "report deadlines": "--on 1/12/2021",
    "report diff": "2",
    "report disclosure": "2021",
    "report explain": "MTQG --year 2021",
    "report inspections": "2021",
    "report month": "2021-11",
    "report pace": "2021",
    "report payees": "2021",
    "report petitions": "2021",
    "report rates": "--year 2021",
    "report recommendations": "2021",
    "report settlement": "2021",
    "report reconcile": "1",
    "report seals": "",
    "report template": "{out}/mau.docx",
    "report verify": "{files}/bao-cao.md",
    "report vouchers": "--from 1/1/2021",
    "book backup": "{out}/sao.sqlite",
    "book opening list": "",
    "book batches": "",
    "book export": "{out}/so.jsonl",
    "book publish": "{out}/web",
    "book check": "",
    "book info": "",
    "book log": "",
    "book verify": "",
}
WRITING = {
    "program add": "X 'Chương trình' --kind work",
    "program alias": "DA1 'Dự án số một'",
    "program edit": "DA1 --name 'Dự án một'",
    "program import": "{files}/program.csv",
    "program load": "2026",
    "allocate add": "DA1 '15,213 tỷ' --year 2021",
    "allocate amend": "2 --note 'Giao đợt 2' --reason nhầm",
    "allocate attach": "2 {files}/bao-cao.md",
    "allocate carry": "--from 2021 --to 2022 --date 15/11/2021 --cancel",
    "allocate copy": "2 --amount 7",
    "allocate import": "{files}/allocate.csv",
    "allocate reverse": "2 --reason nhầm",
    "allocate transfer": "DA1 5 --year 2021 --to DA2 --to-place 043",
    "disburse add": "DA1 5 --voucher PC-9",
    "disburse amend": "3 --payee 'Công ty B' --reason nhầm",
    "disburse attach": "3 {files}/bao-cao.md",
    "disburse copy": "3 --amount 7",
    "disburse import": "{files}/disburse.csv",
    "disburse estimate": "DA1 9 --year 2021 --until 31/12/2021",
    "disburse reverse": "3 --reason nhầm",
    "reconcile drop": "1 --reason nhầm",
    "reconcile explain": "1 --entry 7 --reason 'kho bạc ghi sau'",
    "reconcile match": "1 2 7",
    "reconcile take": "{files}/kho-bac.csv --as-of 31/12/2021",
    "collect accept": "2021-10",
    "collect nil": "2021-10 042",
    "collect open": "2021-09 --due 15/10/2021 --places 042",
    "collect return": "2021-10 042 --reason nhầm",
    "collect take": "{files}/042.xlsx",
    "inspect add": "T 'Thanh tra'",
    "inspect attach": "TT-01 {files}/bao-cao.md",
    "inspect finding": "TT-01 5 --action other",
    "inspect import": "{files}/inspect.csv",
    "inspect recover": "TT-01 5 --date 15/11/2021",
    "inspect reverse": "1 --reason nhầm",
    "inspect stage": "TT-01 concluded --date 15/11/2021",
    "activity add": "DT 'Đơn thư' --unit đơn",
    "activity import": "{files}/activity.csv",
    "activity record": "TL 'trên 180' --year 2021 --date 15/11/2021",
    "activity remark": "2021 causes 'Thiếu người.'",
    "activity reverse": "3 --reason nhầm",
    "activity target": "TL 300 --year 2021",
    "place add": "9 'Nơi khác' --level village --parent 043",
    "place import": "{files}/place.csv",
    "place load": "--province 'Lào Cai'",
    "book copy": "{files}/sao.sqlite {out}/moi.sqlite",
    "book import": "{files}/so.jsonl",
    "book close": "2021 --on 25/11/2021 --anyway 'chờ duyệt'",
    "book init": "",
    "book opening add": "DA1 --until 2019 --paid 500 --advances 20",
    "book opening import": "{files}/opening.csv",
    "book opening reverse": "3 --reason nhầm",
    "book reopen": "2019 --reason 'quyết toán lại'",
    "book restore": "{files}/sao.sqlite --replace",
    "book settings": "office 'Ban Dân tộc'",
    "book undo": "2 --reason nhầm",
    "book upgrade": "",
}
FILES = {
    "program": "code,name\nX,Chương trình\n",
    "place": "code,name,level\n9,Nơi khác,village\n",
    "allocate": "program,year,amount\nDA1,2021,5\n",
    "disburse": "program,date,amount,payee\nDA1,2021-11-15,5,Hoàng Thị Lan\n",
    "earlier": "program,date,amount,payee\nDA2,2021-11-15,7,Lý Văn Páo\n",
    "inspect": "code,title\nT,Thanh tra\n",
    "kho-bac": "date,voucher,amount\n2021-11-15,PC-01,300\n",
    "activity": "code,name,unit\nDT,Đơn thư,đơn\n",
    "opening": "program,until,paid,advances\nDA1,2019,500,0\n",
}


def words(verb: str, *, files: Path, out: Path) -> list[str]:
    """Return a verb with its arguments."""
    line = f"{verb} {(READING | WRITING)[verb]}"
    return [word.format(files=files, out=out) for word in shlex.split(line)]


def prepare(book: Path, folder: Path) -> Path:
    """Write the files that verbs read into a new folder; let the book have what they take back."""
    folder.mkdir()
    for noun, text in FILES.items():
        (folder / f"{noun}.csv").write_text(text, encoding="utf-8")
    ok("disburse", "import", str(folder / "earlier.csv"), book=book)
    ok(*shlex.split("activity record TL 5 --year 2021 --date 15/11/2021"), book=book)
    ok(*shlex.split("book opening add DA2 --until 2019 --paid 9"), book=book)
    ok("report", "annual", "2021", "--seal", "-o", str(folder / "bao-cao.md"), book=book)
    for entry in ("6", "7", "8"):  # so that nothing of the statement is open
        ok("reconcile", "explain", "1", "--entry", entry, "--reason", "ghi sau", book=book)
    ok("collect", "templates", "2021-10", str(folder / "bieu"), book=book)
    fill(form_of(folder / "bieu", "042"), folder / "042.xlsx", [500])
    ok("book", "backup", str(folder / "sao.sqlite"), book=book)
    ok("book", "export", str(folder / "so.jsonl"), book=book)
    return folder
