"""Invented names. Units carry （示例） in their name; people and their numbers are marked in ``numbers``."""

from __future__ import annotations

import numpy as np

MARK = "（示例）"

_FIRST = "青云衡嘉锦瑞丰泰和润佳盛翠凌岚沐景宏启晟昱澄沁苍屿澜皓逸舒棠"
_SECOND = "禾岭川源泉林峰原溪岩洲桥塘湾坪坝垭沟台堰崖坡滩屏冈埠津渚汀峦"

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任"
    "姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔"
)
_GIVEN_M = "伟强磊军勇杰涛超明刚平辉鹏斌波宇浩凯健俊帆林峰建国志文海龙飞永春生德才义信成康庆东亮"
_GIVEN_F = "芳娜敏静丽艳娟霞秀燕玲桂英华慧巧美雅晓倩婷雪琴云莲真环素洁梅琳月莺媛蓉竹蕾薇菊兰凤珍"
_GIVEN_2 = ("", "", "", *"一子小文志建春秋世家立永嘉思宗")


def stems(stream: np.random.Generator, count: int) -> list[str]:
    """That many place-like words of two characters, all different while they last."""
    every = [a + b for a in _FIRST for b in _SECOND]
    order = stream.permutation(len(every))
    rounds = -(-count // len(every))
    return [every[i] for i in np.tile(order, rounds)[:count]]


def people(stream: np.random.Generator, female: np.ndarray) -> list[str]:
    """One invented name for each; namesakes occur, as they do in life."""
    count = len(female)
    surname = _skewed(stream, len(_SURNAMES), count)
    middle = stream.integers(0, len(_GIVEN_2), count)
    last = stream.integers(0, len(_GIVEN_M), count)
    last_f = stream.integers(0, len(_GIVEN_F), count)
    return [
        _SURNAMES[s] + _GIVEN_2[m] + (_GIVEN_F[f] if woman else _GIVEN_M[n])
        for s, m, n, f, woman in zip(
            surname.tolist(), middle.tolist(), last.tolist(), last_f.tolist(), female.tolist(), strict=True
        )
    ]


def _skewed(stream: np.random.Generator, choices: int, count: int) -> np.ndarray:
    """Common surnames more often than rare ones."""
    return (stream.random(count) ** 1.7 * choices).astype(np.int64)
