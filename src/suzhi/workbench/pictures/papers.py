"""Files that the pictures put into upload fields: an invented plan, and a workbook with one bad row."""

from __future__ import annotations

import io
import zipfile

PLAN = """清源市总工会关于印发《清源市职工素质建设工程五年规划（2021-2025年）》的通知
清工发〔2021〕12号

各县（区）总工会：
现将规划印发给你们，请认真执行。
清源市总工会
2021年3月15日

清源市职工素质建设工程五年规划（2021-2025年）

一、总体要求
围绕全市中心工作，提高职工整体素质。

二、目标任务
（一）学习阵地。各县每年新建职工书屋10个，到2025年全市建成职工书屋示范点15个。
（二）技术技能。市总工会每年直接组织职业技能培训3次、技能比赛2次；规模以上企业职工参与面达到85%以上。
（三）民主法治。五年内开展集中普法活动300场以上；2023年底前职工代表轮训一遍；力争非公有制企业建制率达到90%。

三、保障措施
（一）经费保障。企业按规定足额提取职工教育经费。
（二）考核激励。每年组织一次检查评估。
"""

_ROWS = (
    ("活动编号", "类别", "名称", "主办单位编码", "开始", "参加人次"),
    ("HD-A01", "普法活动", "劳动合同法讲座（示例）", "{county}", "2020-06-03", "86"),
    ("HD-A02", "岗位练兵", "班组岗位练兵（示例）", "{county}", "2020-06-10", "42"),
    ("HD-A03", "普法讲座", "安全生产法宣讲（示例）", "{county}", "2020年6月12日", "5O"),
)


def paper(name: str, county: str) -> tuple[str, str, bytes]:
    """Name, type and content of the file."""
    if name == "plan.txt":
        return "规划（示例）.txt", "text/plain", PLAN.encode()
    sheet = "\n".join(",".join(row) for row in _ROWS).format(county=county)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("活动.csv", sheet.encode("utf-8-sig"))
    return "活动（示例）.zip", "application/zip", archive.getvalue()
