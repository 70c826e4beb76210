"""The specimen's second half: leading figures to appendix."""

from __future__ import annotations

from datetime import date

from reportgen.model.blocks import (
    ActionPlanBlock,
    ActionPlanRow,
    ActionRecordBlock,
    ActionResultRow,
    ActionResultsBlock,
    DataNote,
    DataNotesBlock,
    Definition,
    DefinitionsBlock,
    LeadingBlock,
    LeadingRow,
    LogBlock,
    LogItem,
    Question,
    QuestionsBlock,
    ReferenceBlock,
    ReferenceItem,
    RoadmapBlock,
    RoadmapPhase,
    StopLinesBlock,
    StopRow,
    TableBlock,
    TableColumn,
    TableRow,
)
from reportgen.model.period import Month, months_between
from reportgen.model.quantity import NO_DATA, Quantity, Unit
from reportgen.model.states import ActionVerdict, Evidence, Status, StopState
from reportgen.model.text import EMPTY, Text, same
from tests.render.specimen_ahead import FORECAST
from tests.render.specimen_results import (
    REACH_NAME,
    TREND_FINISH,
    TREND_LEADS,
    TREND_MEETING,
    TREND_REACH,
    TREND_SHORT,
    count,
    money,
    percent,
    points,
    relative,
)

LEADING = (
    "leading",
    Text(
        "資料請求ページへ進んだ割合が、いつもの変動の範囲を外れました。12月の受注数に関わる数字です",
        "Visits reaching the form left their usual range; they speak for orders in December",
    ),
    Text(
        "先月の結果は変えられません。今月のこれらの数字が、これからの結果を決めます。",
        "Last month cannot be changed. These figures decide what comes.",
    ),
    FORECAST,
    LeadingBlock(
        Text("先行指標", "Leading measures"),
        Text("つながる先と、語っている月", "what each leads to, and when"),
        (
            LeadingRow(
                "form_reach",
                REACH_NAME,
                Text("→ 資料請求", "→ Requests"),
                TREND_REACH,
                percent(0.0375),
                percent(0.05),
                Status.SHORT_UNUSUAL,
                Text("2か月後", "2 months later"),
                Month(2026, 12),
                Evidence.A,
                Text(
                    "目標まで1.25ポイント足りず、いつもの変動の範囲を外れています。計算上、新規受注額で−393万円にあたります。",
                    "1.25 points short and outside the usual range; −¥3.93m of new sales.",
                ),
                "actions",
            ),
            LeadingRow(
                "leads",
                Text("資料請求（見込み客）", "Requests"),
                Text("→ 商談数", "→ Meetings"),
                TREND_LEADS,
                count(168),
                count(200),
                Status.SHORT_USUAL,
                Text("2か月後", "2 months later"),
                Month(2026, 12),
                Evidence.B,
                Text(
                    "目標まで32件足りませんが、いつもの変動の範囲です。",
                    "32 short of target, inside the usual range.",
                ),
            ),
            LeadingRow(
                "form_finish",
                Text("フォームを書き終えた割合", "Finishing the form"),
                Text("→ 資料請求", "→ Requests"),
                TREND_FINISH,
                percent(0.519),
                percent(0.5),
                Status.ON_TARGET,
                Text("2か月後", "2 months later"),
                Month(2026, 12),
                None,
                Text("目標に達しています。", "On target."),
            ),
            LeadingRow(
                "meeting_rate",
                Text("商談になった割合", "Requests becoming meetings"),
                Text("→ 商談数", "→ Meetings"),
                TREND_MEETING,
                percent(0.214),
                percent(0.2),
                Status.ON_TARGET,
                Text("1か月後", "1 month later"),
                Month(2026, 11),
                Evidence.C,
                Text("目標に達しています。", "On target."),
            ),
            LeadingRow(
                "replies",
                Text("展示会名刺への返信", "Replies to fair contacts"),
                Text("→ 資料請求", "→ Requests"),
                TREND_SHORT,
                Quantity(None, Unit.COUNT, NO_DATA),
                None,
                Status.NO_DATA,
                EMPTY,
                None,
                Evidence.D,
                Text("今月のデータがありません。", "There is no data this month."),
            ),
        ),
        Text(
            "根拠の強さは、比べた試験や過去の予測の当たり具合で決めています。",
            "How well a link is shown follows tests and past forecasts.",
        ),
    ),
    ReferenceBlock(
        Text("参考として載せる数字（判断には使いません）", "For reference, not judged"),
        (
            ReferenceItem(
                Text("SNSフォロワー数", "Followers"),
                count(4820, "人"),
                relative(0.13, None),
                Text(
                    "目標への道がツリーにありません。",
                    "No path in the tree leads from it to the goal.",
                ),
                Text("代わりに資料請求をご覧ください。", "Look at requests instead."),
                money(0),
                Evidence.C,
            ),
        ),
        Text("受注額への影響額", "Part in sales"),
    ),
)

FROM_APRIL = months_between(Month(2026, 4), Month(2026, 10))
W, D, R, N, T, C = (
    ActionVerdict.WORKED,
    ActionVerdict.DID_NOT_WORK,
    ActionVerdict.REACHED,
    ActionVerdict.NOT_REACHED,
    ActionVerdict.TOO_EARLY,
    ActionVerdict.CANNOT_TELL,
)

ACTIONS = (
    "actions",
    Text(
        "先月からの施策4件は、効果あり1件、効果なし1件、判断できないもの2件でした",
        "Of four actions, one worked, one did not, and two cannot be told yet",
    ),
    Text(
        "やったことを測り、続けるか戻すかを決め、次を絞ります。",
        "Measure what was done, keep or undo it, choose what is next.",
    ),
    ActionResultsBlock(
        Text("先月からの施策と、その結果", "Actions and what became of them"),
        Text(
            "効果の有無は、比べる相手があるときだけ判定します", "judged only against a comparison"
        ),
        (
            ActionResultRow(
                "L1",
                Text(
                    "資料請求ボタンを9月以前の配置に戻す比較",
                    "Test: the request button as before September",
                ),
                Text("弊社 佐伯", "Aobasha, Saeki"),
                W,
                Text(
                    "あり4.27%（184/4,310）、なし3.23%（140/4,330）。差は+1.04ポイント"
                    "（95%の幅 0.24〜1.84）。",
                    "With 4.27% (184 of 4,310), without 3.23% (140 of 4,330). "
                    "Difference +1.04 pt (95% range 0.24 to 1.84).",
                ),
                Text("全面的に戻す", "Put it back for everyone"),
            ),
            ActionResultRow(
                "L2",
                Text("資料請求フォームを12項目から7項目に", "Form cut from 12 to 7 fields"),
                Text("貴社 田所様", "Minato, Tadokoro"),
                T,
                Text("判定は11月の数字が出てからです。", "Judged when November is in."),
                Text("続けて確認", "Keep watching"),
            ),
            ActionResultRow(
                "L3",
                Text("一般検索向け記事を6本追加", "Six more search articles"),
                Text("弊社 森", "Aobasha, Mori"),
                D,
                Text(
                    "訪問は目標を900回上回りましたが、資料請求ページへは108件の見込みに対し99件でした。",
                    "Visits rose by 900, but 99 reached the form where 108 were expected.",
                ),
                Text("追加を止め、導入事例へ振り替える", "Stop; write case studies instead"),
            ),
            ActionResultRow(
                "L4",
                Text("展示会名刺への架電を週2回に", "Calls to fair contacts twice a week"),
                Text("貴社 営業部", "Minato, Sales"),
                C,
                Text(
                    "商談2件／52件。件数が少なく、まだ判断できません。",
                    "2 meetings of 52; too few to tell.",
                ),
                Text("見直しラインで管理", "Managed by its stop line"),
            ),
        ),
    ),
    ActionPlanBlock(
        Text("これからの施策", "Actions from now on"),
        Text("見込みは目安で、約束の数字ではありません", "expectations, not promises"),
        (
            ActionPlanRow(
                "N1",
                Text("ヘッダーを9月以前の配置へ全面的に戻す", "Put the header back for everyone"),
                Text("比較で旧配置が上回ったため", "The old header did better in the test"),
                REACH_NAME,
                Text("弊社 佐伯", "Aobasha, Saeki"),
                date(2026, 11, 13),
                points(0.5, True),
                Month(2026, 12),
                Text("着手前", "to do"),
            ),
            ActionPlanRow(
                "N2",
                Text(
                    "導入事例3本（自動車・食品・半導体）", "Three case studies (cars, food, chips)"
                ),
                Text(
                    "事例を読んだ企業は商談になりやすい傾向があるため",
                    "Companies that read them meet us more often",
                ),
                Text("商談になった割合", "Requests becoming meetings"),
                Text("貴社 田所様・弊社 佐伯", "Tadokoro and Saeki"),
                date(2026, 12, 12),
                points(0.6, True),
                Month(2027, 2),
                Text("進行中", "under way"),
            ),
            ActionPlanRow(
                "N3",
                Text(
                    "記事の末尾に業種別の資料リンクを置く",
                    "Link to material by industry at the end of articles",
                ),
                Text("半数の記事だけに置き、比べる", "On half of them, to compare"),
                REACH_NAME,
                Text("弊社 森", "Aobasha, Mori"),
                date(2026, 11, 20),
                None,
                None,
                Text("着手前", "to do"),
            ),
        ),
        Text(
            "見込みは、ほかの数字が今月と同じ場合の差で、足し合わせて約束する数字ではありません。",
            "Expectations hold if everything else stays as it is; they cannot be added up.",
        ),
    ),
    ActionRecordBlock(
        Text("これまでの記録", "The record so far"),
        Text("15件。外れた施策も消さずに残します", "15 actions; misses stay"),
        FROM_APRIL,
        ((W, D), (N, R), (W,), (D, D), (W, T), (N, D), (W, D, T, C)),
    ),
)


def stop(
    label: Text,
    rule: Text,
    value: Quantity,
    line: Quantity,
    when: str,
    past: tuple[int, int],
    state: StopState,
    then: Text,
    note: Text = EMPTY,
) -> StopRow:
    largest = max(value.value or 0, line.value or 0) * 1.6
    return StopRow(
        label.en or "", label, rule, value, line, when, largest, *past, state, then, note
    )  # type: ignore[arg-type]


STOPS = (
    "stop_lines",
    Text(
        "見直しラインに達したものはありません。資料請求1件の費用がラインに近づいています",
        "No stop line has been reached. Cost per request is near its line",
    ),
    Text(
        "始める前に決めた「見直す条件」です。条件に達したら、約束どおりに見直します。",
        "Conditions agreed before the start. When one is met, we review as agreed.",
    ),
    StopLinesBlock(
        Text("見直しライン", "Stop lines"),
        Text("始める前に合意した条件", "agreed before the start"),
        (
            stop(
                Text("資料請求1件の費用", "Cost per request"),
                Text("4.0万円超が2か月続いたら見直す", "Review after 2 months above ¥40,000"),
                money(37_000),
                money(40_000),
                "above",
                (0, 2),
                StopState.NEAR,
                Text(
                    "一般キーワードの入札を止め、内容を見直す",
                    "Stop bids on general words and review",
                ),
            ),
            stop(
                Text("受注1件の獲得費用", "Cost per order"),
                Text("25万円超が3か月続いたら見直す", "Review after 3 months above ¥250,000"),
                money(190_000),
                money(250_000),
                "above",
                (0, 3),
                StopState.CLEAR,
                Text("計画を見直す", "Review the plan"),
            ),
            stop(
                Text("展示会から商談になった割合", "Fair contacts becoming meetings"),
                Text("5%未満が3か月続いたら見直す", "Review after 3 months below 5%"),
                percent(0.038),
                percent(0.05),
                "below",
                (1, 3),
                StopState.WATCH,
                Text("架電をやめる", "Stop calling"),
                Text("判断に必要な件数 100に対して52です。", "52 of the 100 needed to judge."),
            ),
        ),
        Text(
            "見直しラインは検定ではなく約束です。続ける場合は、理由を合意として残します。",
            "A stop line is a promise, not a test. To go on, the reason is put into the agreement.",
        ),
    ),
)

LOG = (
    "log",
    Text(
        "ターゲット企業からのお問い合わせは、今月1件でした（目標 2件）",
        "Named enquiries: one this month (target 2)",
    ),
    EMPTY,
    LogBlock(
        Text("ターゲット企業からのお問い合わせ", "Named enquiries"),
        Text("点数にはせず、件数だけを目標と比べます", "counted, never scored"),
        count(1),
        count(2),
        (
            LogItem(
                date(2026, 10, 8),
                Text(
                    "自動車部品の大手メーカー、生産技術部長から名指しのお問い合わせ",
                    "A named enquiry from the head of production engineering "
                    "at a large car parts maker",
                ),
                Text("X工業", "X Industries"),
                same("CRM C-2291"),
                Text("確認済み", "Confirmed"),
                True,
            ),
            LogItem(
                date(2026, 10, 17),
                Text(
                    "既存のお客様が、展示会の会場で他社に製品を説明してくださいました。",
                    "A customer explained the product to another company at the fair.",
                ),
                EMPTY,
                Text("発言の記録", "Noted from a call"),
                Text("見込み", "Likely"),
                False,
            ),
        ),
    ),
)

ROADMAP = (
    "roadmap",
    Text(
        "「入口を直す」の段階は、次へ進む条件をまだ満たしていません",
        "“Repair the entrance” has not met its exit condition yet",
    ),
    EMPTY,
    RoadmapBlock(
        Text("道のり", "Roadmap"),
        Text(
            "段階ごとに、先頭に立つ数字と次へ進む条件", "the leading figure and exit of each phase"
        ),
        Month(2026, 4),
        Month(2027, 3),
        Month(2026, 10),
        (
            RoadmapPhase(
                Text("測る", "Measure"),
                Month(2026, 4),
                Month(2026, 6),
                "done",
                Text("サイト訪問", "Visits"),
                Text(
                    "サイト訪問が7,000回以上を2か月続ける", "Visits at 7,000 or more for 2 months"
                ),
                Text("8,640回", "8,640"),
                Text("完了", "Done"),
            ),
            RoadmapPhase(
                Text("入口を直す", "Repair the entrance"),
                Month(2026, 7),
                Month(2026, 10),
                "late",
                Text("ページ到達", "Reaching the form"),
                Text(
                    "ページ到達が4.5%以上を2か月続ける",
                    "Reaching the form at 4.5% or more for 2 months",
                ),
                same("3.75%"),
                Text("延長", "Extended"),
            ),
            RoadmapPhase(
                Text("商談を濃くする", "Better meetings"),
                Month(2026, 11),
                Month(2027, 3),
                "next",
                Text("商談化", "Becoming meetings"),
                Text("期間の終わりまで", "to the end of the phase"),
                EMPTY,
                Text("これから", "To come"),
            ),
        ),
    ),
)

QUESTIONS = (
    "questions",
    Text(
        "11月12日の打ち合わせで、この4つを一緒に考えさせてください",
        "Four questions for our meeting on 12 November",
    ),
    Text(
        "当日は資料の読み上げを省き、次のご相談に時間を充てさせてください。",
        "We will not read the report aloud; the hour is for these questions.",
    ),
    QuestionsBlock(
        Text("ご相談したいこと", "To discuss"),
        (
            Question(
                Text(
                    "資料請求ページへ進んだ割合を目標に戻すために、貴社の中で先に決めておくことは何でしょうか。",
                    "What must be settled on your side first, "
                    "to bring visits reaching the form back to target?",
                ),
                Text("材料：ボトルネックのページ", "See the bottleneck page."),
                "bottleneck",
            ),
            Question(
                Text(
                    "展示会から商談になった割合が見直しラインの外にあります。「架電をやめる」の準備を始めますか。",
                    "Fair contacts are past their stop line. Shall we prepare to stop calling?",
                ),
                Text("材料：見直しラインのページ", "See the stop lines."),
                "stop_lines",
            ),
            Question(
                Text(
                    "「入口を直す」の段階を延ばしますか。それとも、次へ進む条件を見直しますか。",
                    "Shall we extend “Repair the entrance”, or revise its exit condition?",
                ),
                Text("材料：道のり", "See the roadmap."),
                "roadmap",
            ),
            Question(
                Text(
                    "いま追っている数字は、いまも貴社の目標「年間契約」につながっているでしょうか。",
                    "Are the figures we follow still connected to your goal of yearly contracts?",
                ),
                Text("材料：KPIツリー", "See the KPI tree."),
                "tree",
            ),
        ),
        4,
        Text("当日決まったこと（ご記入欄）", "Decided on the day"),
    ),
)

MEDIA = (
    "media",
    Text(
        "検索広告の資料請求1件の費用は3.7万円で、見直しラインに近づいています",
        "Search ads cost ¥37,000 a request, near the stop line",
    ),
    EMPTY,
    TableBlock(
        Text("媒体とキャンペーン", "Media and campaigns"),
        (
            TableColumn(Text("キャンペーン", "Campaign"), 30),
            TableColumn(Text("費用", "Cost"), 14, "right"),
            TableColumn(Text("予算の消化", "Budget used"), 14, "right"),
            TableColumn(Text("クリック", "Clicks"), 14, "right"),
            TableColumn(Text("資料請求", "Requests"), 13, "right"),
            TableColumn(Text("1件の費用", "Cost each"), 15, "right"),
        ),
        (
            TableRow(
                (
                    Text("指名キーワード", "Brand words"),
                    money(180_000),
                    percent(0.9),
                    count(640, ""),
                    count(11, ""),
                    money(16_364),
                )
            ),
            TableRow(
                (
                    Text("一般キーワード", "General words"),
                    money(780_000),
                    percent(0.98),
                    count(1_520, ""),
                    count(15, ""),
                    money(52_000),
                ),
                "highlight",
            ),
            TableRow(
                (
                    Text("再訪の広告", "Retargeting"),
                    money(0),
                    percent(0.0),
                    count(0, ""),
                    count(0, ""),
                    Quantity(None, Unit.MONEY, NO_DATA),
                )
            ),
            TableRow(
                (
                    Text("合計（手数料を含む）", "Total with fee"),
                    money(960_000),
                    percent(0.96),
                    count(2_160, ""),
                    count(26, ""),
                    money(37_000),
                ),
                "total",
            ),
        ),
        density="small",
        rows_in_all=7,
    ),
)


def defined(
    label: Text, relevant: Text, definition: Text, by: Text, reach: Text, target: Text
) -> Definition:
    return Definition(label, definition, relevant, by, reach, target, same("CRM"))


APPENDIX = (
    "appendix",
    Text("数字の定義、データの注意、版の記録", "Definitions, data notes, editions"),
    EMPTY,
    DefinitionsBlock(
        Text("指標の定義", "Definitions"),
        Text("SMART：何につながるか、何を、何で測るか、届くか、いつまで", "SMART: relevant first"),
        (
            defined(
                Text("新規受注額", "New sales"),
                Text("最終の結果", "the final result"),
                Text("計算式： 受注数 × 平均契約額", "Orders × deal size"),
                Text("CRMで測る", "measured by CRM"),
                Text("過去の最良 1,332万円", "best so far ¥13.32m"),
                Text("1,400万円　2027年3月まで", "¥14.00m, by March 2027"),
            ),
            defined(
                Text("受注数", "Orders"),
                Text("新規受注額につながる", "leads to new sales"),
                Text("CRMで「受注」になった案件の数（契約日）", "Deals won, by contract date"),
                Text("CRMで測る", "measured by CRM"),
                Text("過去の最良 9件", "best so far 9"),
                Text("10件（段階・月ごとの目標）", "10 (by phase)"),
            ),
            defined(
                REACH_NAME,
                Text("資料請求につながる", "leads to requests"),
                Text("計算式： フォームの表示 ÷ サイト訪問", "Form views ÷ visits"),
                Text("GA4で測る", "measured by GA4"),
                Text("過去の最良 5.10%", "best so far 5.10%"),
                Text("5.00%　2027年3月まで", "5.00%, by March 2027"),
            ),
        ),
    ),
    DataNotesBlock(
        Text("データの注意", "Data notes"),
        (
            DataNote(
                "watch",
                Text("暫定", "Provisional"),
                Text(
                    "11月4日時点の値です。確定までに動くことがあります。",
                    "Figures as of 4 November; they may still move.",
                ),
            ),
            DataNote(
                "hold",
                Text("欠測", "Missing"),
                Text(
                    "GA4は10月12日の1日、記録がありません。補完はしていません。その分、少なめに出ています。",
                    "GA4 has no record of 12 October. Nothing was filled in, "
                    "so figures read slightly low.",
                ),
            ),
            DataNote(
                "good",
                Text("照合済み", "Reconciled"),
                Text(
                    "次の指標は、二つの出所の値が一致しています：受注数、商談数。",
                    "Two sources agree for orders and meetings.",
                ),
            ),
        ),
    ),
    TableBlock(
        Text("版の記録", "Edition record"),
        (
            TableColumn(Text("版", "Edition"), 15),
            TableColumn(Text("項目", "Item"), 20),
            TableColumn(Text("第1版", "Edition 1"), 15, "right"),
            TableColumn(Text("第2版", "Edition 2"), 15, "right"),
            TableColumn(Text("状態", "Status"), 15),
            TableColumn(Text("理由", "Reason"), 30),
        ),
        (
            TableRow(
                (
                    Text("第2版", "Edition 2"),
                    Text("受注数", "Orders"),
                    count(8),
                    count(9),
                    Status.SHORT_USUAL,
                    Text(
                        "10月31日契約の1件が、CRMに11月4日に登録されたため",
                        "One contract of 31 October was entered on 4 November",
                    ),
                )
            ),
        ),
        density="small",
    ),
)

SECTIONS = (LEADING, ACTIONS, STOPS, LOG, ROADMAP, QUESTIONS, MEDIA, APPENDIX)
