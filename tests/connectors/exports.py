"""A small export of every tool, as its own pages write it."""

from __future__ import annotations

from tests.connectors.asking import zipped

GOOGLE_ADS = """\
Campaign report
1 October 2026 - 31 October 2026
Day\tCampaign\tCurrency code\tCost\tImpr.\tClicks\tConversions
2026-10-01\t指名\tJPY\t7556.10\t"1,401"\t41\t1.50
2026-10-02\t一般\tJPY\t1000.20\t99\t9\t --
Total: Campaigns\t --\tJPY\t8556.30\t"1,500"\t50\t1.50
Total: Account\t --\tJPY\t8556.30\t"1,500"\t50\t1.50
"""
META_ADS = """\
Campaign name,Day,Impressions,Link clicks,Results,Result indicator,Amount spent (JPY),\
Reporting starts,Reporting ends
,,300,5,2,actions:purchase,150,2026-10-01,2026-10-31
Broad,2026-10-01,100,5,2,actions:purchase,50,2026-10-01,2026-10-01
Basket,2026-10-02,200,,,,100,2026-10-02,2026-10-02
"""
YAHOO_ADS = """\
キャンペーンID,キャンペーン名,日,コスト,インプレッション数,クリック数,コンバージョン数
11,指名①,2026/10/01,5200,1040,52,1.00
12,一般㈱,2026/10/02,3100,980,31,0.00
Total,--,--,8300,2020,83,1.00
"""
LINE_ADS = """\
日,キャンペーン名,インプレッション数,クリック数,CV（LINE Tagクリック）,ご利用金額
2026/10/01,友だち追加,"12,040",120,3,"￥8,400"
2026/10/02,友だち追加,"9,310",96,2,"￥6,600"
"""
MICROSOFT_ADS = """\
"Report Name: Campaigns"
"Report Time: 10/1/2026,10/31/2026"
"Report Aggregation: Daily"
"Rows: 2"

"TimePeriod","CampaignName","CurrencyCode","Impressions","Clicks","Spend","Conversions"
"2026-10-01","Brand","JPY","1,204","52","5200.00","1"
"2026-10-02","Brand","JPY","980","31","3100.00","0"

"@2026 Microsoft Corporation. All rights reserved. "
"""
GA4_EXPORT = """\
# ----------------------------------------
# 月次レポート用, セッション
# 自由形式 1
# 20261001-20261031
# ----------------------------------------

日付,セッションのデフォルト チャネル グループ,セッション
,,17,総計
20261001,Direct,7
20261001,Organic Search,"10"
"""
_HEAD = "Clicks,Impressions,CTR,Position\n"
SEARCH_CONSOLE = zipped(
    {
        "Chart.csv": f"Date,{_HEAD}2026-10-01,17,300,5.67%,7.5\n2026-10-02,10,100,10%,6\n".encode(),
        "Queries.csv": f"Top queries,{_HEAD}shoes,4,90,4.44%,3.2\n".encode(),
        "Search appearance.csv": f"Search Appearance,{_HEAD}".encode(),
        "Filters.csv": b"Filter,Value\nSearch type,Web\nDate,Last 3 months\n",
    }
)
SHOPIFY_ORDERS = """\
Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Cancelled at,\
Payment Method,Refunded Amount
#3,a@x.example,paid,JPY,95.40,2026-10-31 14:30:00 +0000,1,,Card,0.00
#3,a@x.example,,,,,2,,,
#2,b@x.example,paid,JPY,10.00,2026-10-31 15:30:00 +0000,1,,Card,0.00
"""
SALESFORCE = """\
Id,Name,StageName,Amount,CloseDate,CreatedDate,IsClosed,IsWon,LeadSource
0061A,Pump,契約,1200000,2026-10-08,2026-09-30T16:00:00.000+0000,true,true,Web
0061B,Valve,見送り,300000.00,2026-10-09,2026-10-01T00:00:00.000+0000,1,,Web
"""
HUBSPOT = """\
Record ID,Deal Name,Pipeline,Deal Stage,Amount,Create Date,Close Date,Is Closed Won,Is Deal Closed?
101,A,Sales,Closed won,100000,2026-10-01 09:30,2026-10-20 18:00,true,true
102,B,Sales,Contract sent,250000,2026-10-02 10:00,2026-12-31 00:00,false,false
"""
ZOHO = """\
Record Id,Deal Name,Account Name,Stage,Amount,Closing Date,Created Time,Lead Source,Currency
zcrm_1,A,X,Closed Won,1000,2026-10-05,2026-10-01 10:00:00,Web,JPY
zcrm_2,B,Y,Closed Lost,2000,2026-10-06,2026-10-01 11:00:00,,JPY
"""
PIPEDRIVE = """\
Deal - ID,Deal - Title,Deal - Value,Deal - Status,\
Deal - Deal created,Deal - Won time,Deal - Lost time
1,A,1000,Won,2026-10-01 00:00:00,2026-10-31 16:00:00,
2,B,2000,Lost,2026-10-01 00:00:00,,2026-10-31 14:00:00
"""
KINTONE = """\
"レコードの開始行","レコード番号","確度","受注金額","受注日","作成日時","品名"
"*","12","受注","1200000","2026-10-08","2026-10-01 10:00","ポンプ"
"","","","","","","バルブ"
"*","13","A","","","2026-10-02 10:00","①号機"
"""
JAPANESE_CRM = """\
案件ID,会社名,氏名,メール,ステージ,金額,受注日
C-1,甲社,山田 太郎,yamada@x.example,受注,"1,200,000",2026-10-08
C-2,乙社,鈴木 一郎,suzuki@x.example,失注,"300,000.5",
C-3,丙社,山田 太郎,yamada@x.example,受注,"￥450,000",2026-10-20
"""

EXPORTS: dict[str, bytes] = {
    "google_ads": GOOGLE_ADS.encode("utf-16"),
    "meta_ads": META_ADS.encode(),
    "yahoo_ads": YAHOO_ADS.encode("cp932"),
    "line_ads": LINE_ADS.encode("cp932"),
    "microsoft_ads": MICROSOFT_ADS.encode("utf-8-sig"),
    "ga4_export": GA4_EXPORT.encode(),
    "search_console": SEARCH_CONSOLE,
    "shopify_orders": SHOPIFY_ORDERS.encode(),
    "salesforce": SALESFORCE.encode(),
    "hubspot": HUBSPOT.encode(),
    "zoho": ZOHO.encode(),
    "pipedrive": PIPEDRIVE.encode(),
    "kintone": KINTONE.encode("cp932"),
    "csv": JAPANESE_CRM.encode("cp932"),
}
"""An export of every type that is read from a file, by its type."""
