"""Numbers that are names, references, conditions or idioms: known not to be goals, each with its reason."""

from __future__ import annotations

import re

from suzhi.domains.reading.times import Time

_CN = "[一二两三四五六七八九十百千万]"
_ABSTRACT = (
    "工程|行动|任务|机制|制度|体系|方面|环节|重点(?!项目|企业|单位|工程|群体|人群|岗位|课题|行业|园区|村|镇)|领域|原则|理念|意识|自信|维护|确立|全面|代表|文明|结合|坚持|转变|一体|统筹"
    "|环境|阶段|步骤|层面|关系|优势|能力|方向|维度|转型|融合|突破|关键(?!岗位)|抓手|举措|措施|等次|等级|档次|内容|板块|目标|功能|抓好|保障|满意|提升|倍增|带头|务必|离不开|相结合|有机"
)
_MASKS: list[tuple[str, re.Pattern[str]]] = [
    ("title", re.compile(r"《[^》]{1,80}》")),
    ("document_number", re.compile(r"[\[(](?:19|20)\d\d[\])](?:第)?\d{1,4}号")),
    ("named_rates", re.compile(r"“[^”]{0,20}[两三四五六七八九]个[^”]{0,20}%[^”]{0,20}”")),
    ("quoted_name", re.compile(r"“(?!零”)[^”%]{1,40}”")),
    (
        "circle",
        re.compile(
            rf"(?:步行|车程|骑行)?(?:\d{{1,3}}|{_CN}{{1,3}})(?:分钟|公里|千米|小时|米)(?:[\u4e00-\u9fff]{{0,6}}?)(?:圈|半径|步行|车程|路程|可达|直达)"
        ),
    ),
    ("phone", re.compile(r"(?<!\d)(?:0\d{2,3}—?\d{7,8}|1\d{10}|12351|400—?\d{3}—?\d{4})(?!\d)")),
    (
        "model",
        re.compile(
            rf"(?:\d{{1,12}}|[Nn]|{_CN}|[Xx])\+(?:\d{{1,12}}|[Nn]|{_CN}|[Xx])(?:\+(?:\d{{1,12}}|[NnXx]))*"
        ),
    ),
    (
        "ordinal",
        re.compile(
            rf"第(?:\d{{1,12}}|{_CN}{{1,9}})(?:个|次|届|批|期|季度|条|章|款|项|轮|位|名|家|线|一|产业|方)?"
        ),
    ),
    (
        "rate_name",
        re.compile(r"(?:[百千万]|十万|百万|亿元)(?:名)?(?:人|职工|工时|工日)(?=[\u4e00-\u9fff]{1,6}率)"),
    ),
    ("reference", re.compile(r"附(?:件|表)\d{1,12}|(?:(?<![报制])表|图|专栏)\d{1,2}(?![\d张份个幅])")),
    (
        "slogan",
        re.compile(
            rf"{_CN}位一体|{_CN}个?(?:全面|维护|确立|代表|意识|自信|务必|文明|坚持)|{_CN}大(?!于)[\u4e00-\u9fff]|{_CN}进(?=活动|企|社|校|基)|[一二三四五六七八九十]期(?=保护)|(?<!\0){_CN}(?:好|有|型|化|方|者|会一课|学一做|小|心|重|必|同|优|比|讲|赛|送|争|创|亮|关爱)(?=活动|工程|行动|服务|机制|企业|原则|协商|、|，|。|$)"
        ),
    ),
    (
        "enumeration",
        re.compile(
            r"(?:^|(?<=[，；：。、]))(?:[一二三四五六七八九]是|[一二三四五六七八九]要|其[一二三四五])"
        ),
    ),
    (
        "abstract",
        re.compile(
            rf"(?:{_CN}{{1,9}}|\d|10)(?:个|项|大|种|类|条|重|方面)?(?:重点|主要|专项|核心|关键|基本|重大|具体)?(?:{_ABSTRACT})"
        ),
    ),
    (
        "level_name",
        re.compile(rf"(?:{_CN}{{1,9}}|\d)(?:级|维|层|位|线|体|类|度|轨|网|岗|元化|高|品)(?!以上不)"),
    ),
    (
        "congress",
        re.compile(
            rf"(?:{_CN}{{1,9}}|\d{{1,12}})届(?={_CN}中|[\u4e00-\u9fff]{{0,3}}(?:全会|人大|政协|党代|代表大会|委员会))|(?:{_CN}{{1,9}}|\d{{1,12}})中(?=、|全会)"
        ),
    ),
    (
        "abstract",
        re.compile(
            r"\d{1,2}(?:项|个|条)(?:重点|改革|具体|主要)?(?:举措|措施|机制|制度|原则|方面|环节|改革任务|重点任务|专项(?:计划|行动|工作|工程)|重点工作|工作任务|计划(?![数书]))"
        ),
    ),
    ("congress", re.compile(rf"(?:{_CN}{{1,3}}|\d{{1,2}})次(?=全会|全体会议|代表大会|党代会|会议精神)")),
    ("phase", re.compile(rf"分(?:{_CN}|\d{{1,2}})(?:个?(?:阶段|步|批|期|类|层|级|片))(?:次|段)?")),
    ("rank", re.compile(rf"前(?:\d{{1,12}}|{_CN}{{1,9}})(?:名|位|%|强)|(?:[一二三]等|特等)奖")),
    (
        "working_time",
        re.compile(
            r"\d{1,12}个?工作日|\d{1,12}×\d{1,12}小时|(?:24|二十四)小时|\d{1,12}小时(?=内|开放|在线|服务)|八小时|8小时"
        ),
    ),
    (
        "condition",
        re.compile(
            rf"(?:职工|员工|从业|用工|人数|会员|在职)?(?:人数)?(?:在)?(?:(?:\d{{1,12}}(?:,\d{{3}})*万?|{_CN}{{1,9}})(?:人|名)(?:\(含\))?(?:及?以上|以下|以内|至|—)?){{1,2}}(?<=[上下内])(?:的)?(?=[\u4e00-\u9fff]{{0,3}}(?:企业|单位|工会)|规模|企业|非公|单位|用人|公司|工会|基层|事业|机关|国有|民营|私营|小微|建会|已建|园区|楼宇|乡镇|镇|街道|县|区|村|社区|场所|项目|工地|班组)"
        ),
    ),
    (
        "condition",
        re.compile(
            rf"(?:超过|不足|不满|满|多于|达到?)(?:\d{{1,12}}万?|{_CN}{{1,9}})(?:人|名|户|家)(?:以上)?的(?!目标|任务|要求|规模|标准|水平)"
        ),
    ),
    (
        "condition",
        re.compile(
            r"(?:占比|比例|比重|占职工总数)(?:在|达到?|为|超过)?\d{1,12}%(?:及?以上|以下|以内)的(?=企业|单位|工会|班组|公司|园区)"
        ),
    ),
    (
        "condition",
        re.compile(
            rf"(?:\d{{1,12}}|{_CN}{{1,9}})(?:周?岁|年)(?:及?以上|以下|以内)?(?=的?(?:职工|工龄|工作|青年|经历|资历|女|人员|驾龄)|以上|以下)"
        ),
    ),
    (
        "idiom",
        re.compile(
            "[一二三四]期(?=建设|工程|项目|规划)|不让一[名个人]|无一[例起]|一线|一流|一批|一系列|一定|一体|一般|一起|一致|一贯|一切|一方面|一对一|一站式|一条龙|一张网|一盘棋|一把手|一户一|一企一|一县一|一次性|一手|一面|进一步|统一|唯一|逐一|同一|(?<!分)之一|万一|新一轮|新一代|每一|任一|某一|单一|专一|一岗双责|一专多能|一技之长|一支笔"
            "|一代|一旦|一律|一并|一经|一同|一样|一直|一种|一些|一部分|一定程度|十分|老百姓|千方百计|万众|亿万|百年|百花|百家|千家万户|三农|四川|三八(?=妇女|节|红旗)|五四(?=青年|奖)|五一(?=劳动|国际|奖)|双百|半年|半天|成千|两级|两端|两岸|双方|三方|四方|三位|八小时|零距离|零售|一卡通|一网通|一号|三全|三江|七彩|四季|两新|两江|两翼|三峡|三明|五星|百强|千企|百企|万企"
        ),
    ),
    (
        "vague",
        re.compile(
            r"(?:数|几|若干|上|成)(?:十|百|千|万|亿)+(?:余)?(?:个|名|家|人次|人|次|场次|场|项)?|[二两三四五六七八][三四五六七八九](?=个|名|家|次|场)"
        ),
    ),
]
_WORTH_A_LOOK = {"circle": "name", "vague": "vague", "condition": "condition", "named_rates": "name"}


def mask(text: str, times: tuple[Time, ...]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text with such places blanked out, and those that a person may want to see."""
    chars = list(text)
    shown: list[tuple[int, int, str]] = []
    for time in times:
        chars[time.start : time.end] = "\0" * (time.end - time.start)
    for reason, pattern in _MASKS:
        joined = "".join(chars)
        for match in pattern.finditer(joined):
            if reason in {"idiom", "abstract", "level_name", "working_time"} and _really_counts(
                joined, match
            ):
                continue
            chars[match.start() : match.end()] = "\0" * (match.end() - match.start())
            if reason in _WORTH_A_LOOK:
                shown.append((match.start(), match.end(), _WORTH_A_LOOK[reason]))
    return "".join(chars), shown


def _really_counts(text: str, match: re.Match[str]) -> bool:
    """至少三项措施 and 不少于5个重点项目 are counts in spite of the noun; so is a number with more digits."""
    before = text[max(match.start() - 4, 0) : match.start()]
    if text[match.end() : match.end() + 1] in {"内", "前"}:
        return False
    if re.search(r"[\d.]$", before) or (
        re.search(r"[十百千]$", before) and text[match.start()] in "一二三四五六七八九"
    ):
        return True
    return bool(re.search(r"不少于|不低于|至少|不超过", before))
