"""Why a number is not taken as a goal, in the words that people see."""

from __future__ import annotations

EXPLAIN = {
    "past": "说的是已有成绩或现状，不是今后的目标",
    "baseline": "是变化的起点（由……），目标是后一个数",
    "standard": "是补助、奖励的标准，不是要完成的数",
    "organisation": "是机构人员的设置，不是要完成的数",
    "fact": "是工作对象的总数，不是要完成的数",
    "score": "是考核评分的分值或权重",
    "duration": "是一件事的期限、时长，不是要完成的数",
    "rules": "是考试、竞赛的规则，不是要完成的数",
    "prize": "是奖项的设置，不是要完成的数",
    "listed": "是所列项目的个数，不是要完成的数",
    "criteria": "写在条件、标准或奖励条款里，多为资格要求",
    "outlook": "期限在规划期之后，属于远景展望",
    "no_verb": "有数字，但没有找到要完成它的动词、期限或比较词",
    "one": "“一个”“一支”一类说法，多不是指标",
    "vague": "约数，没有确定的值",
    "condition": "是企业规模、年龄等条件，不是要完成的数",
    "name": "像是名称的一部分",
    "attribute": "“全覆盖”在这里是修饰语",
    "unmeasured": "有期限，但没有可以计量的结果",
    "duty": "是报送、汇报的期限，属于工作职责",
    "preamble": "写在条款之前的引言里",
    "annex": "写在附件里，正文条款之外",
    "notice": "写在印发通知里，不在规划正文",
    "bare_full": "“全部”“应建尽建”没有期限，不能确定是否作为指标",
    "number": "没有认出所指的数，请人工判断",
    "table": "表格中的数字，没有认出是目标值",
}
