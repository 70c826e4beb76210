"""The specimen's first half: page 1, results, tree, bottleneck."""

from __future__ import annotations

from datetime import date

from reportgen.model.blocks import (
    Ask,
    AsksBlock,
    CommentBlock,
    Delta,
    FactorRow,
    FactorsBlock,
    Figure,
    FiguresBlock,
    HistoryBlock,
    OutlookBlock,
    OutlookItem,
    ProseBlock,
    ScorecardBlock,
    ScoreRow,
    SignBlock,
    StatementBlock,
    Step,
    StopSummaryBlock,
    StopSummaryItem,
    TableBlock,
    TableColumn,
    TableRow,
    TreeBlock,
    TreeCard,
    Trend,
    VerdictBlock,
    WaterfallBlock,
    YearBlock,
)
from reportgen.model.kpi import UsualRange
from reportgen.model.period import Month, months_between
from reportgen.model.quantity import Quantity, Unit
from reportgen.model.states import Evidence, Status, StopState, Verdict
from reportgen.model.text import EMPTY, Text, same

LABELS = tuple(str(month) for month in months_between(Month(2025, 10), Month(2026, 10)))
COUNTER = Text("件", "")


def count(value: float | None, counter: str = "件") -> Quantity:
    return Quantity(value, Unit.COUNT, None, Text(counter, ""))


def money(value: float | None) -> Quantity:
    return Quantity(value, Unit.MONEY)


def percent(value: float | None) -> Quantity:
    return Quantity(value, Unit.PERCENT)


def relative(value: float, is_good: bool | None, usual: bool | None = None) -> Delta:
    return Delta(percent(value), is_good, usual)


def points(value: float, is_good: bool | None, usual: bool | None = None) -> Delta:
    return Delta(Quantity(value, Unit.POINTS), is_good, usual)


def trend(
    values: tuple[float | None, ...], target: float | None, unit: Unit, usual: UsualRange | None
) -> Trend:
    return Trend(LABELS, values, (target,) * 13, usual, unit)


ORDERS = (5, 6, 4, 6, 7, 8, 7, 8, 6, 8, 9, 9, 9)
SALES = tuple(
    a * b * 1e4
    for a, b in zip(
        ORDERS, (138, 136, 140, 139, 141, 140, 142, 141, 143, 142, 144, 146, 148), strict=True
    )
)
DEALS = (24, 26, 22, 27, 29, 31, 30, 32, 28, 33, 35, 35, 36)
LEADS = (118, 126, 112, 131, 140, 150, 152, 158, 146, 163, 170, 166, 168)
VISITS = (5200, 5350, 5060, 5600, 5900, 6250, 6300, 6500, 6150, 6820, 7260, 8050, 8640)
FORMS = (260, 257, 251, 275, 299, 305, 321, 316, 301, 347, 356, 330, 324)
REACH = tuple(a / b for a, b in zip(FORMS, VISITS, strict=True))
FINISH = tuple(a / b for a, b in zip(LEADS, FORMS, strict=True))
MEETING = tuple(a / b for a, b in zip(DEALS, LEADS, strict=True))
CLOSE = tuple(a / b for a, b in zip(ORDERS, DEALS, strict=True))
SIZE = tuple(a / b for a, b in zip(SALES, ORDERS, strict=True))

TREND_ORDERS = trend(ORDERS, 10, Unit.COUNT, UsualRange(5.5, 11.0))
TREND_SALES = trend(SALES, 14e6, Unit.MONEY, UsualRange(8e6, 15e6))
TREND_DEALS = trend(DEALS, 40, Unit.COUNT, UsualRange(31, 40))
TREND_LEADS = trend(LEADS, 200, Unit.COUNT, UsualRange(155, 190))
TREND_VISITS = trend(VISITS, 8000, Unit.COUNT, UsualRange(6400, 8200))
TREND_REACH = trend(REACH, 0.05, Unit.PERCENT, UsualRange(0.045, 0.054))
TREND_FINISH = trend(FINISH, 0.5, Unit.PERCENT, UsualRange(0.416, 0.536))
TREND_MEETING = trend(MEETING, 0.2, Unit.PERCENT, UsualRange(0.185, 0.225))
TREND_CLOSE = trend(CLOSE, 0.25, Unit.PERCENT, UsualRange(0.17, 0.29))
TREND_SIZE = trend(SIZE, 1.4e6, Unit.MONEY, UsualRange(1.36e6, 1.45e6))
TREND_SHORT = trend((None,) * 10 + (12, 15, 19), None, Unit.COUNT, None)

ORDERS_NAME = Text("受注数", "Orders")
SALES_NAME = Text("新規受注額", "New sales")
REACH_NAME = Text("資料請求ページへ進んだ割合", "Visits reaching the form")

SUMMARY = (
    "summary",
    EMPTY,
    EMPTY,
    VerdictBlock(
        Verdict.CORRECT_COURSE,
        Text(
            "目標の108件は見込みの幅（95〜109件）に入りますが、中心の102件より上にあります",
            "The target of 108 lies inside the landing range (95 to 109), above its centre of 102",
        ),
        Text(
            "10月の受注数は9件で、目標の10件に1件届きませんでした。差をいちばん広げたのは、資料請求ページへ進んだ割合です。",
            "Orders in October came to 9, one short of the target of 10. The gap sits mainly in "
            "one place: visits reaching the form.",
        ),
    ),
    FiguresBlock(
        Text("今月の結果", "This month's results"),
        (
            Figure(
                "orders",
                ORDERS_NAME,
                count(9),
                count(10),
                relative(-0.1, False, True),
                count(5),
                relative(0.8, True),
                Status.SHORT_USUAL,
                same("KGI"),
            ),
            Figure(
                "new_sales",
                SALES_NAME,
                money(13_320_000),
                money(14_000_000),
                relative(-0.049, False, True),
                money(6_900_000),
                relative(0.93, True),
                Status.SHORT_USUAL,
            ),
            Figure(
                "profit",
                Text("販促費を引いた粗利", "Gross profit after marketing"),
                money(7_880_000),
                money(8_100_000),
                relative(-0.027, False, True),
                money(3_410_000),
                relative(1.31, True),
                Status.SHORT_USUAL,
            ),
            Figure(
                "cost",
                Text("受注1件の獲得費用", "Cost per order"),
                money(190_000),
                money(170_000),
                relative(0.118, False, True),
                money(256_000),
                relative(-0.26, True),
                Status.SHORT_USUAL,
            ),
        ),
    ),
    YearBlock(
        Text("今年度の累計", "The year so far"),
        ORDERS_NAME,
        count(56),
        count(58),
        count(108),
        7,
        Text(
            "年度の目標まで、残り5か月で月10.4件が必要です。",
            "To reach the year's target, each of the 5 months left must bring 10.4.",
        ),
    ),
    StatementBlock(
        Text("差はどこから来たか", "Where the gap comes from"),
        Text(
            "資料請求ページへ進んだ割合の影響額が−393万円でいちばん大きく、ほかの要素を合わせた+325万円が一部を補いました。",
            "Visits reaching the form are the largest part of the gap at −¥3.93m; the other "
            "factors together made up +¥3.25m.",
        ),
        "bottleneck",
    ),
    OutlookBlock(
        Text("これから来るもの", "What is coming"),
        (
            OutlookItem(
                REACH_NAME,
                percent(0.0375),
                percent(0.05),
                Status.SHORT_UNUSUAL,
                Month(2026, 12),
                Text(
                    "目標まで1.25ポイント足りません。計算上、新規受注額で−393万円にあたります。",
                    "1.25 points short of target; by arithmetic −¥3.93m of new sales.",
                ),
            ),
            OutlookItem(
                Text("導入事例を読んだ企業", "Companies reading case studies"),
                count(63, "社"),
                count(55, "社"),
                Status.ON_TARGET,
                Month(2026, 11),
                Text("目標に達しています。", "On target."),
            ),
        ),
        "leading",
    ),
    AsksBlock(
        Text("いま取り組むこと", "What we do now"),
        (
            Ask(
                Text(
                    "ヘッダーを9月以前の配置へ全面的に戻す",
                    "Put the header back as it was before September",
                ),
                Text("あおば舎 佐伯", "Aobasha, Saeki"),
                date(2026, 11, 13),
                REACH_NAME,
            ),
            Ask(
                Text("導入事例を3本つくる（自動車・食品・半導体）", "Write three case studies"),
                Text("みなと精機 田所様", "Minato, Tadokoro"),
                date(2026, 12, 12),
                Text("商談になった割合", "Requests becoming meetings"),
            ),
        ),
        goto="actions",
        span=6,
    ),
    AsksBlock(
        Text("お決めいただきたいこと", "What we ask you to decide"),
        (
            Ask(
                Text(
                    "ヘッダーを9月以前の配置へ全面的に戻すこと",
                    "Putting the header back for every visitor",
                ),
                Text("代表取締役社長", "The President"),
                date(2026, 11, 12),
            ),
            Ask(
                Text(
                    "一般検索向け記事の追加（月20万円）を止め、導入事例へ振り替えること",
                    "Stopping new search articles (¥200k a month) in favour of case studies",
                ),
                Text("代表取締役社長", "The President"),
                date(2026, 11, 12),
            ),
        ),
        goto="questions",
        span=6,
    ),
    StopSummaryBlock(
        Text("見直しラインの状態", "Stop lines"),
        (
            StopSummaryItem(
                Text("資料請求1件の費用", "Cost per request"),
                StopState.NEAR,
                Text("3.7万円（ライン 4.0万円）", "¥37,000 (line ¥40,000)"),
            ),
            StopSummaryItem(
                Text("展示会から商談になった割合", "Fair contacts becoming meetings"),
                StopState.WATCH,
                Text("3.8%（ライン 5%、1/3か月）", "3.8% (line 5%, 1 of 3 months)"),
            ),
        ),
        "stop_lines",
    ),
    SignBlock(
        Text("今月の手応え", "Sign of the month"),
        date(2026, 10, 8),
        Text(
            "自動車部品の大手メーカー、生産技術部長から名指しのお問い合わせ",
            "A named enquiry from the head of production engineering at a large car parts maker",
        ),
        Text("X工業", "X Industries"),
        "log",
    ),
    CommentBlock(
        Text("担当者より", "From your account manager"),
        Text("佐伯", "Saeki"),
        (
            Text(
                "10月は大手からの名指しのお問い合わせがありました。9件の受注は前年同月を上回っています。入口の一か所を直せば、年度の目標に戻れる位置です。",
                "October brought a named enquiry from a large company. Nine orders are well "
                "above last October. One repair at the entrance puts the year's target back "
                "within reach.",
            ),
        ),
    ),
)


def score(
    label: Text,
    sub: Text,
    course: Trend,
    figures: tuple[Quantity, ...],
    deltas: tuple[Delta, Delta],
    status: Status,
    goto: str = "",
    kgi: bool = False,
) -> ScoreRow:
    value, target, year_ago = figures
    return ScoreRow(
        label.en or "",
        label,
        sub,
        course,
        value,
        target,
        deltas[0],
        year_ago,
        deltas[1],
        status,
        goto,
        kgi,
    )


LAGGING = (
    "lagging",
    Text(
        "受注数は前年同月を上回りましたが、目標には1件届きませんでした",
        "Orders are above last year, but one short of target",
    ),
    Text(
        "まず結果をご確認ください。受注額は前年同月のおよそ1.9倍、契約額は目標を超えています。",
        "Results first. Sales are about 1.9 times last October's; deal size is above target.",
    ),
    HistoryBlock(
        Text("受注数の月次推移", "Orders by month"),
        Text("淡色は前年度、枠は目標", "light: last year; outline: target"),
        "orders",
        LABELS,
        ORDERS,
        (None,) * 6 + (8, 8, 8, 10, 10, 10, 10),
        6,
        Unit.COUNT,
        False,
        Text("目標との差", "Gap to target"),
    ),
    ScorecardBlock(
        Text("結果の一覧", "Results at a glance"),
        (
            score(
                ORDERS_NAME,
                same("KGI"),
                TREND_ORDERS,
                (count(9), count(10), count(5)),
                (relative(-0.1, False, True), relative(0.8, True)),
                Status.SHORT_USUAL,
                "bottleneck",
                True,
            ),
            score(
                SALES_NAME,
                EMPTY,
                TREND_SALES,
                (money(13_320_000), money(14_000_000), money(6_900_000)),
                (relative(-0.049, False, True), relative(0.93, True)),
                Status.SHORT_USUAL,
                "bottleneck",
            ),
            score(
                Text("商談数", "Meetings"),
                EMPTY,
                TREND_DEALS,
                (count(36), count(40), count(24)),
                (relative(-0.1, False, True), relative(0.5, True)),
                Status.SHORT_USUAL,
                "bottleneck",
            ),
            score(
                Text("受注率", "Close rate"),
                EMPTY,
                TREND_CLOSE,
                (percent(0.25), percent(0.25), percent(0.208)),
                (points(0.0, None, True), points(4.17, True)),
                Status.ON_TARGET,
            ),
            score(
                Text("平均契約額", "Deal size"),
                EMPTY,
                TREND_SIZE,
                (money(1_480_000), money(1_400_000), money(1_380_000)),
                (relative(0.057, True, False), relative(0.07, True)),
                Status.ON_TARGET,
            ),
        ),
        Text(
            "推移は左端が前年同月、右端が今月です。縦軸は0から、行ごとに独立しています。",
            "From the same month last year to this month; each row has its own scale from zero.",
        ),
    ),
    ProseBlock(
        Text("安心してよいこと", "What holds"),
        (
            Text(
                "平均契約額は148万円で、目標の140万円に達しています。受注率は目標どおりの25.0%です。入ってきた商談を受注に変える力は保たれています。",
                "Deal size is ¥1.48m against a target of ¥1.40m, and the close rate is 25.0% as "
                "planned. Meetings still turn into orders.",
            ),
        ),
        span=6,
    ),
    ProseBlock(
        Text("注意して見ること", "What needs attention"),
        (
            Text(
                "商談数は36件で、目標の40件に4件足りません。いつもの変動の範囲ですが、9月から続く入口の低下が11〜12月の商談に表れる可能性があります。",
                "Meetings came to 36, four short of 40. That is inside the usual range, but the "
                "fall at the entrance since September may show in November and December.",
            ),
        ),
        span=6,
    ),
)


def card(
    id: str,
    parent: str,
    label: Text,
    value: Quantity,
    target: Quantity | None,
    status: Status,
    course: Trend,
    operator: str = "",
    **more: object,
) -> TreeCard:
    given: dict[str, object] = {
        "is_exact": True,
        "lag": EMPTY,
        "evidence": None,
        "is_kgi": False,
        "is_csf": False,
        "on_path": False,
        "goto": "",
    }
    return TreeCard(
        id, parent, label, value, target, status, course, operator=operator, **(given | more)
    )  # type: ignore[arg-type]


CARDS = (
    card(
        "new_sales",
        "",
        SALES_NAME,
        money(13_320_000),
        money(14_000_000),
        Status.SHORT_USUAL,
        TREND_SALES,
        on_path=True,
    ),
    card(
        "orders",
        "new_sales",
        ORDERS_NAME,
        count(9),
        count(10),
        Status.SHORT_USUAL,
        TREND_ORDERS,
        is_kgi=True,
        on_path=True,
    ),
    card(
        "meetings",
        "orders",
        Text("商談数", "Meetings"),
        count(36),
        count(40),
        Status.SHORT_USUAL,
        TREND_DEALS,
        is_csf=True,
        on_path=True,
    ),
    card(
        "leads",
        "meetings",
        Text("資料請求", "Requests"),
        count(168),
        count(200),
        Status.SHORT_USUAL,
        TREND_LEADS,
        on_path=True,
    ),
    card(
        "visits",
        "leads",
        Text("サイト訪問", "Visits"),
        count(8640, "回"),
        count(8000, "回"),
        Status.ON_TARGET,
        TREND_VISITS,
    ),
    card(
        "form_reach",
        "leads",
        Text("ページ到達", "Reaching the form"),
        percent(0.0375),
        percent(0.05),
        Status.SHORT_UNUSUAL,
        TREND_REACH,
        "×",
        on_path=True,
        goto="actions",
    ),
    card(
        "form_finish",
        "leads",
        Text("入力完了", "Finishing the form"),
        percent(0.519),
        percent(0.5),
        Status.ON_TARGET,
        TREND_FINISH,
        "×",
    ),
    card(
        "meeting_rate",
        "meetings",
        Text("商談化", "Becoming meetings"),
        percent(0.214),
        percent(0.2),
        Status.ON_TARGET,
        TREND_MEETING,
        "×",
    ),
    card(
        "close_rate",
        "orders",
        Text("受注率", "Close rate"),
        percent(0.25),
        percent(0.25),
        Status.ON_TARGET,
        TREND_CLOSE,
        "×",
    ),
    card(
        "named",
        "orders",
        Text("指名企業", "Named enquiries"),
        count(1),
        count(2),
        Status.NOT_JUDGED,
        TREND_SHORT,
        is_exact=False,
        lag=Text("3か月後", "3 months"),
        evidence=Evidence.C,
    ),
    card(
        "deal_size",
        "new_sales",
        Text("平均契約額", "Deal size"),
        money(1_480_000),
        money(1_400_000),
        Status.ON_TARGET,
        TREND_SIZE,
        "×",
    ),
)

TREE = (
    "tree",
    Text(
        "目標に届いていない枝をたどると、資料請求ページへ進んだ割合に行き着きます",
        "The branches that fall short lead to one place: visits reaching the form",
    ),
    Text(
        "左が結果、右へ行くほど早く動かせる数字です。右の数字がどの結果につながるかを、この1枚で確かめられます。",
        "Results stand at the left, what can be moved soonest at the right.",
    ),
    TreeBlock(
        CARDS,
        Text(
            "実線は計算で決まる関係、破線は影響の仮説です。検算: 8,640 × 3.75% × 51.9% "
            "× 21.4% × 25.0% = 9件。比率は同じ月どうしの割り算です。",
            "Solid lines are arithmetic, dashed lines hypotheses. Check: 8,640 × 3.75% × 51.9% × "
            "21.4% × 25.0% = 9. Rates divide figures of the same month.",
        ),
    ),
)


def factor(
    label: Text,
    target: Quantity,
    value: Quantity,
    course: Trend,
    status: Status,
    amount: float,
    only: float | None = None,
) -> FactorRow:
    return FactorRow(
        label.en or "",
        label,
        target,
        value,
        course,
        status,
        money(amount),
        amount > 0 if amount else None,
        None if only is None else money(only),
        only is not None,
    )


FACTORS = (
    factor(
        Text("サイト訪問", "Visits"),
        count(8000, "回"),
        count(8640, "回"),
        TREND_VISITS,
        Status.ON_TARGET,
        1_050_000,
    ),
    factor(
        REACH_NAME,
        percent(0.05),
        percent(0.0375),
        TREND_REACH,
        Status.SHORT_UNUSUAL,
        -3_930_000,
        17_760_000,
    ),
    factor(
        Text("フォームを書き終えた割合", "Finishing the form"),
        percent(0.5),
        percent(0.519),
        TREND_FINISH,
        Status.ON_TARGET,
        500_000,
    ),
    factor(
        Text("商談になった割合", "Requests becoming meetings"),
        percent(0.2),
        percent(0.214),
        TREND_MEETING,
        Status.ON_TARGET,
        940_000,
    ),
    factor(
        Text("受注率", "Close rate"), percent(0.25), percent(0.25), TREND_CLOSE, Status.ON_TARGET, 0
    ),
    factor(
        Text("平均契約額", "Deal size"),
        money(1_400_000),
        money(1_480_000),
        TREND_SIZE,
        Status.ON_TARGET,
        760_000,
    ),
)
MEMBERS = (
    ("自然検索", "Organic Search", 4500, 4210, 3600),
    ("直接・指名", "Direct", 1960, 2010, 1900),
    ("検索広告", "Paid Search", 1280, 1300, 1400),
    ("参照元サイト", "Referral", 900, 530, 720),
)

BOTTLENECK = (
    "bottleneck",
    Text(
        "目標との差をいちばん広げたのは、資料請求ページへ進んだ割合です（影響額 −393万円）",
        "The gap sits mainly in visits reaching the form (−¥3.93m)",
    ),
    Text(
        "ほかの5要素は目標以上で、合わせて325万円を補いました。",
        "The other five factors are at or above target.",
    ),
    FactorsBlock(
        Text("目標との差の内訳", "The gap to target, factor by factor"),
        Text("新規受注額への影響額", "contribution to new sales"),
        FACTORS,
        SALES_NAME,
        money(14_000_000),
        money(13_320_000),
        money(-680_000),
        Text(
            "影響額は計算上の内訳で、合計が差に一致します。「ここだけ目標なら」は、ほかの要素を今月のままにした計算で、足し合わせることはできません。",
            "Contributions are arithmetic and add up to the gap. “Only this at target” leaves "
            "the other factors as they are; the figures cannot be added.",
        ),
    ),
    WaterfallBlock(
        Text("目標から実績まで", "From target to actual"),
        SALES_NAME,
        Text("目標", "Target"),
        14e6,
        tuple(Step(row.label, row.contribution.value or 0.0, row.is_good) for row in FACTORS),
        Text("実績", "Actual"),
        13.32e6,
        Unit.MONEY,
    ),
    TableBlock(
        Text("サイト訪問の内訳", "Visits by channel"),
        (
            TableColumn(Text("区分", "Segment"), 32),
            TableColumn(Text("今月", "This month"), 17, "right"),
            TableColumn(Text("前月", "Last month"), 17, "right"),
            TableColumn(Text("前年", "Last year"), 17, "right"),
            TableColumn(Text("前年差", "vs last year"), 17, "right"),
        ),
        (
            *(
                TableRow(
                    (
                        Text(ja, en),
                        count(now, ""),
                        count(before, ""),
                        count(ago, ""),
                        relative(now / ago - 1, None),
                    )
                )
                for ja, en, now, before, ago in MEMBERS
            ),
            TableRow(
                (
                    Text("合計", "Total"),
                    count(8640, ""),
                    count(8050, ""),
                    count(7620, ""),
                    relative(0.134, True),
                ),
                "total",
            ),
        ),
        Text("流入元別", "by channel"),
    ),
    ProseBlock(
        Text("ここから言えること、まだ言えないこと", "What this shows, and what it does not"),
        (
            Text(
                "割合は9月4.10%、10月3.75%と2か月続けて、いつもの変動の範囲（4.5〜5.4%）を外れています。同じころに「ヘッダーの変更」（9月18日）がありました。時期の重なりであり、原因と確かめたものではありません。",
                "The rate was 4.10% in September and 3.75% in October, outside its usual range of "
                "4.5% to 5.4%. A change of the header fell into the same weeks; that is a "
                "coincidence in time, not a proven cause.",
            ),
        ),
        tone="box",
    ),
)

SECTIONS = (SUMMARY, LAGGING, TREE, BOTTLENECK)
