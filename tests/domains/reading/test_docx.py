"""Word files: generated numbers, styles, tables, tracked changes, text boxes."""

from __future__ import annotations

from domains.reading.word import docx, levels, numbering, paragraph, renamed, strict, table
from suzhi.domains.reading.api import read_document

OFFICIAL = levels(
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
)
TITLE = paragraph("示例市职工素质规划（2021—2025年）")


def ids(data: bytes) -> list[str]:
    return [clause.id for clause in read_document(data, "规划.docx").clauses]


def test_generated_numbers_are_put_back() -> None:
    data = docx(
        TITLE,
        paragraph("总体要求", 1, 0),
        paragraph("主要目标", 1, 0),
        paragraph("技能提升", 1, 1),
        paragraph("每年举办竞赛10场。", 1, 2),
        paragraph("每年培训职工不少于500人次。", 1, 2),
        paragraph("其中农民工不少于100人次。", 1, 3),
        paragraph("文化建设", 1, 1),
        paragraph("新建职工书屋20家。", 1, 2),
        paragraph("保障措施", 1, 0),
        paragraph("经费保障", 1, 1),
        numbers=numbering(OFFICIAL),
    )
    reading = read_document(data, "规划.docx")
    assert [c.id for c in reading.clauses] == [
        "1", "2", "2.1", "2.1.1", "2.1.2", "2.1.2.1", "2.2", "2.2.1", "3", "3.1",
    ]  # fmt: skip
    assert [c.number for c in reading.clauses][:4] == ["一", "二", "（一）", "1"]
    assert [(t.clause, t.value) for t in reading.targets] == [
        ("2.1.1", "10"),
        ("2.1.2", "500"),
        ("2.1.2.1", "100"),
        ("2.2.1", "20"),
    ]
    assert "一、总体要求" in reading.text


def test_numbers_that_come_from_a_style() -> None:
    styles = (
        '<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H2"><w:basedOn w:val="H1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    data = docx(
        TITLE,
        paragraph("目标", style="H1"),
        paragraph("每年举办竞赛10场。", style="H2"),
        paragraph("措施", style="H1"),
        paragraph("没有编号的段落。", list_id=0, style="H1"),
        numbers=numbering(OFFICIAL),
        styles=styles,
    )
    assert ids(data) == ["1", "1.1", "2"]


def test_a_restarted_list_and_bullets() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>'
    )
    data = docx(
        TITLE,
        paragraph("一、目标"),
        paragraph("每年举办竞赛10场。", 1),
        paragraph("每年举办讲座20场。", 1),
        paragraph("二、措施"),
        paragraph("每年慰问职工30人。", 2),
        paragraph("项目符号没有编号，每年开展义诊5次。", 3),
        numbers=numbering(levels(("decimal", "%1.")), nums),
    )
    reading = read_document(data, "规划.docx")
    assert [c.id for c in reading.clauses] == ["1", "1.1", "1.2", "2", "2.1"]
    assert [(t.clause, t.value) for t in reading.targets][-1] == ("2.1", "5")


def test_legal_numbering_shows_decimals_of_chinese_parents() -> None:
    first, second = levels(("chineseCounting", "第%1章"), ("decimal", "%1.%2")).split("</w:lvl>")[:2]
    second = second.replace("<w:lvlText", "<w:isLgl/><w:lvlText")
    data = docx(
        TITLE,
        paragraph(" 目标", 1, 0),
        paragraph(" 每年举办竞赛10场。", 1, 1),
        paragraph(" 每年举办讲座20场。", 1, 1),
        numbers=numbering(first + "</w:lvl>" + second + "</w:lvl>"),
    )
    assert ids(data) == ["1", "1.1", "1.2"]


def test_a_table_of_goals_and_a_table_of_prose() -> None:
    data = docx(
        TITLE,
        paragraph("一、主要指标"),
        table(
            ["序号", "指标名称", "2020年现状", "2023年", "2025年"],
            ["1", "职工书屋（家）", "120", "200", "300"],
            ["2", "职工参训率", "55%", "70%", "85%以上"],
        ),
        paragraph("二、任务"),
        table(["任务", "责任单位"], ["每年开展技能竞赛不少于6场", "经济部"]),
    )
    found = [(t.clause, t.value, t.due, t.unit) for t in read_document(data, "规划.docx").targets]
    assert found == [
        ("1", "200", "2023", "家"),
        ("1", "300", "2025", "家"),
        ("1", "0.7", "2023", "%"),
        ("1", "0.85", "2025", "%"),
        ("2", "6", None, "场"),
    ]


def test_deleted_hidden_and_field_text_is_left_out() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>20</w:t></w:r>"
    deleted = "<w:del><w:r><w:delText>30</w:delText></w:r></w:del>"
    field = "<w:r><w:instrText>PAGE 40</w:instrText></w:r>"
    inserted = "<w:ins><w:r><w:t>50</w:t></w:r></w:ins>"
    first, last = "<w:r><w:t>（一）每年举办竞赛</w:t></w:r>", "<w:r><w:t>场。</w:t></w:r>"
    body = f"<w:p>{first}{hidden}{deleted}{field}{inserted}{last}</w:p>"
    reading = read_document(docx(TITLE, paragraph("一、目标"), body), "规划.docx")
    assert [t.value for t in reading.targets] == ["50"]


def test_soft_line_breaks_and_content_controls() -> None:
    broken = "<w:p><w:r><w:t>一、目标</w:t><w:br/><w:t>每年举办竞赛10场。</w:t></w:r></w:p>"
    control = (
        f"<w:sdt><w:sdtContent>{paragraph('二、措施')}{paragraph('每年举办讲座8场。')}</w:sdtContent></w:sdt>"
    )
    reading = read_document(docx(TITLE, broken, control), "规划.docx")
    assert [(t.clause, t.value) for t in reading.targets] == [("1", "10"), ("2", "8")]


def test_a_word_file_reads_as_its_text_does() -> None:
    lines = [
        "示例市职工素质规划（2021—2025年）",
        "一、目标",
        "（一）到2025年，参训率达到85%以上，每年举办竞赛10场。",
    ]
    word = read_document(docx(*[paragraph(line) for line in lines]), "规划.docx")
    text = read_document("\n".join(lines).encode(), "规划.txt")
    assert word.as_dict() == text.as_dict()


def run(text: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_struck_through_and_hidden_words_stand_no_longer() -> None:
    changed = (
        run("每年举办竞赛") + run("10", "<w:strike/>") + run("8", "<w:dstrike/>") + run("6", "<w:vanish/>")
    )
    data = docx(TITLE, paragraph("一、目标"), f"<w:p>{changed}{run('12')}{run('场。')}</w:p>")
    assert [t.value for t in read_document(data, "规划.docx").targets] == ["12"]


def test_a_mark_that_is_switched_off_takes_nothing_back() -> None:
    off = run("每年举办竞赛") + run("10", '<w:strike w:val="false"/>') + run("场。")
    data = docx(TITLE, paragraph("一、目标"), f"<w:p>{off}</w:p>")
    assert [t.value for t in read_document(data, "规划.docx").targets] == ["10"]


def test_a_deleted_paragraph_mark_joins_two_lines() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('（一）每年举办竞')}</w:p>"
    data = docx(TITLE, paragraph("一、目标"), first, paragraph("赛10场。"))
    assert [(t.clause, t.value) for t in read_document(data, "规划.docx").targets] == [("1.1", "10")]


def test_a_deleted_row_is_gone() -> None:
    rows = table(["指标", "目标"], ["新建书屋", "20家"], ["举办竞赛", "30场"])
    at = rows.rindex("<w:tr>") + len("<w:tr>")
    data = docx(TITLE, paragraph("一、目标"), rows[:at] + "<w:trPr><w:del/></w:trPr>" + rows[at:])
    assert [t.value for t in read_document(data, "规划.docx").targets] == ["20"]


def test_strict_open_xml_and_other_part_names() -> None:
    data = docx(
        TITLE, paragraph("目标", 1, 0), paragraph("每年举办竞赛10场。", 1, 1), numbers=numbering(OFFICIAL)
    )
    usual = read_document(data, "规划.docx")
    for moved in (
        strict(data),
        renamed(data, "word/", "word\\"),
        renamed(data, "document", "document2", "numbering", "lists"),
    ):
        reading = read_document(moved, "规划.docx")
        assert [c.id for c in reading.clauses] == [c.id for c in usual.clauses] == ["1", "1.1"]
        assert reading.targets == usual.targets
