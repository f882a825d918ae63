"""The lines of an official document that say who issued it, when, and under which number."""

from __future__ import annotations

import re

NUMBER = re.compile(r"([\u4e00-\u9fff]{1,16}?)[\[(<?]((?:19|20)\d\d)[\])>?](?:第)?0*(\d{1,4})号")
DATE = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?"
    r"|[二一][〇○零O0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
    r"|(?:19|20)\d\d[—./-]\d{1,2}[—./-]\d{1,2}"
)
_ENDS = (
    "工会|委员会|党委|党组|办公室|办公厅|政府|局|厅|委|院|公司|集团|中心|协会|联合会|领导小组|管委会"
    "|大学|学校|医院|宣传部|组织部|工作部|统战部|社会工作部|女工部|团委|妇联"
)
_ORGANS = re.compile(rf"(?:[\u4e00-\u9fff]{{2,24}}?(?:{_ENDS}))+")
ORGAN = re.compile(rf"[\u4e00-\u9fff()·]{{2,24}}?(?:{_ENDS})(?=$|[\u4e00-\u9fff]{{2,4}}[省市县区州盟旗])")
_LABEL = re.compile(
    r"^\(?(?:发文字号|文件编号|文号|编号|索引号|信息来源|来源|作者|责任编辑|编辑|(?:发布|印发|成文|发文|公布|生成|通过)(?:日期|时间|机关|机构|单位)"
    r"|日期|时间|浏览(?:次数)?|阅读(?:次数)?|点击(?:次数|数)?|字体|字号|签发人|主题分类|有效性|公文种类)："
)
_DRESS = re.compile(r"[()、，。：;；|—·/]|印发|发布|公布|通过|签发人.{2,4}$|起?施行")


def masthead(bare: str) -> bool:
    """Nothing in the line but a number, a date, issuers, and the labels that web copies put before them."""
    if not bare or len(bare) > 80 or re.search(r"[》。！？]", bare.rstrip("。")):
        return False
    if _LABEL.match(bare) and (len(bare) <= 50):
        return bool(DATE.search(bare) or NUMBER.search(bare)) or len(bare) <= 30
    if bare[0] == "(" and bare[-1] == ")" and DATE.search(bare) and not re.search(r"[至—~]", bare):
        return True
    rest = _DRESS.sub("", DATE.sub("", NUMBER.sub("", bare)))
    if not rest:
        return bool(DATE.search(bare) or NUMBER.search(bare))
    return bool(_ORGANS.fullmatch(rest)) and not re.search(r"关于|各", rest[:3])


def organs(bare: str) -> list[str]:
    """The issuers that a line of a masthead names."""
    rest = DATE.sub("", NUMBER.sub("", bare)).strip("()")
    return [name for part in re.split(r"[、，|]", rest) for name in ORGAN.findall(part)]
