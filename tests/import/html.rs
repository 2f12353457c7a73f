//! Pages as law sites really have them, and pages made to do harm.

use diben::import::raw::Form;
use diben::import::{Imported, Kind, Order, Sure, import, read};

fn page(raw: &str) -> Imported {
    import(&read(raw.to_owned(), Form::Html), Order::Restored, None).expect("the account balances")
}

fn told(done: &Imported) -> Vec<String> {
    done.repairs.iter().filter(|it| it.kind != Kind::Reflow).map(|it| it.what.zh.clone()).collect()
}

#[test]
fn paragraphs_without_end_tags() {
    let done = page(
        "<!DOCTYPE html>\r\n<HTML><BODY>\r\n<P ALIGN=center>某市条例\r\n<P>第一条&nbsp;&nbsp;为了某事，\r\n制定本条例。\r\n<P>第二条 本条例自公布之日起施行。</BODY></HTML>",
    );
    assert_eq!(done.text, "# 某市条例\n\n第一条　为了某事，制定本条例。\n\n第二条　本条例自公布之日起施行。\n");
    assert_eq!(told(&done), [""; 0]);
}

#[test]
fn lines_by_br_with_blanks_as_indents() {
    let done = page(
        "<div class=\"TRS_Editor\"><center><b>某市条例</b></center><br>\n&#12288;&#12288;第一章&ensp;总&ensp;则<br>\n&emsp;&emsp;第一条　为了<span>某事</span>，制定本条例。<br />　　第二条　下列事项：<br>　　（一）甲；<br>　　（二）乙。<br></div>",
    );
    assert_eq!(
        done.text,
        "# 某市条例\n\n## 第一章 总则\n\n第一条　为了某事，制定本条例。\n\n第二条　下列事项：\n\n（一）甲；\n\n（二）乙。\n"
    );
}

#[test]
fn what_a_site_puts_around_a_text_is_left_out_and_told() {
    let done = page(
        "<html><head><meta charset=utf-8><title>某市条例_某市人大网</title><style>p{}</style></head><body>\
        <form id=\"aspnetForm\"><header><a href=/>首页</a></header><nav><ul><li>法规<li>公报</ul></nav>\
        <script>document.write('<p>第九条 假的')</script><!-- <p>第八条 也是 -->\
        <article><header><h1>某市条例</h1></header><p>第一条 甲。</p><p style=\"DISPLAY: none\">第七条 藏着。</p></article>\
        <button>打印</button><footer>版权所有</footer></form></body></html>",
    );
    assert_eq!(done.text, "# 某市条例\n\n第一条　甲。\n");
    assert_eq!(
        told(&done),
        [
            "去掉“首页”，连标签 37 字节",
            "去掉“法规公报”，连标签 40 字节",
            "去掉“第七条藏着。”，连标签 48 字节",
            "去掉“打印”，连标签 23 字节",
            "去掉“版权所有”，连标签 29 字节"
        ]
    );
}

#[test]
fn the_numbers_of_a_list_are_told_and_not_invented() {
    let done =
        page("<h1>某法</h1><p>第一条 下列事项：</p><ol><li>甲；<li>乙。</ol><ol><li>（一）丙；<li>（二）丁。</ol>");
    assert_eq!(done.text, "# 某法\n\n第一条　下列事项：\n\n甲；\n\n乙。\n\n（一）丙；\n\n（二）丁。\n");
    assert_eq!(told(&done), ["列表“甲；乙。（一）丙；（二）丁。”的序号没有写出"]);
}

#[test]
fn headings_of_six_levels() {
    let done = page("<h1>某法</h1><h2>第一章 总则</h2><h3>第一节 甲</h3><p>第一条 甲。</p><h3>附录</h3><p>乙。</p>");
    assert_eq!(done.text, "# 某法\n\n## 第一章 总则\n\n### 第一节 甲\n\n第一条　甲。\n\n## 附录\n\n乙。\n");
}

#[test]
fn a_table_of_data_is_one() {
    let done = page(
        "<h1>某法</h1><p>第一条 甲。</p>\n<table>\n<tr>\n <th>名称</th>\n <th colspan=2>数额</th>\n</tr>\n<tr><td><p>甲|乙</p><p>丙</p></td><td>\n一\n二</td><td>&nbsp;</td></tr><tr><td>丁<td>（一）子；（二）丑</table><table><tr><td>a<td>b<tr><td>c</table>",
    );
    assert_eq!(
        done.text,
        "# 某法\n\n第一条　甲。\n\n| 名称 | 数额 | |\n| --- | --- | --- |\n| 甲\\|乙 丙 | 一二 | |\n| 丁 | （一）子；（二）丑 | |\n\n| a | b |\n| --- | --- |\n| c | |\n"
    );
    assert_eq!(told(&done), ["1 个单元格占几行或几列"]);
}

#[test]
fn a_table_that_arranges_a_page_is_none() {
    let law = format!("<h2>第一章 总则</h2><p>第一条 {}</p><p>第二条 乙。</p>", "甲".repeat(900));
    let done = page(&format!("<table><tr><td>法规<br>公报</td><td>{law}</td></tr><tr><td>a<td>b</tr></table>"));
    assert!(done.text.contains("## 第一章 总则\n\n第一条　甲"), "{}", done.text);
    assert!(done.text.ends_with("\n\n第二条　乙。\n\na\n\nb\n"), "{}", done.text);
    assert_eq!(page("<table><tr><td><p>某法<p>第一条 甲。</table>").text, "# 某法\n\n第一条　甲。\n");
}

#[test]
fn pictures_and_raised_signs_are_told() {
    let done = page("<h1>某法</h1><p>第一条 面积100m<sup>2</sup>。<img src=a.png><img src=b.png></p>");
    assert_eq!(done.text, "# 某法\n\n第一条　面积100m2。\n");
    assert_eq!(told(&done), ["1 处上标按普通文字写出", "2 幅图片没有导入"]);
}

#[test]
fn lines_of_pre_are_lines() {
    let done = page("<pre>\n某法\n第一条 甲。\n第二条 乙。\n</pre>");
    assert_eq!(done.text, "# 某法\n\n第一条　甲。\n\n第二条　乙。\n");
}

#[test]
fn text_between_angles_is_text() {
    let done = page("<h1>某法</h1><p>第一条 甲<乙，1<2，a<b 且 c>d，&lt;丙&gt;，&nosuch;&amp;nbsp;。</p>");
    assert_eq!(done.text, "# 某法\n\n第一条　甲<乙，1<2，a\\<b 且 c>d，<丙>，\\&nosuch;\\&nbsp;。\n");
}

#[test]
fn nothing_closed() {
    assert_eq!(
        page("<nav><div><table><tr><td><p>某法<p>第一条 甲。<b>乙。<div").text,
        "# 某法\n\n第一条　甲。乙。\\<div\n"
    );
    let done = page("<h1>某法</h1><p>第一条 甲。</p><!-- 第二条 乙。</p>");
    assert_eq!((done.text.as_str(), done.repairs[0].sure), ("# 某法\n\n第一条　甲。\n", Sure::Doubtful));
    assert_eq!(
        told(&page("<h1>某法</h1><script>第一条 甲。")),
        ["没有找到条、章这样的单位，作普通文字导入", "去掉“第一条甲。”，连标签 24 字节"]
    );
}

#[test]
fn pages_made_to_do_harm_take_no_longer() {
    let many = 100_000;
    for raw in [
        format!("{}第一条 甲。", "<div>".repeat(many)),
        format!("{}第一条 甲。{}", "<header>".repeat(many), "</header>".repeat(many)),
        format!("第一条 甲{}", "<b a=\"".repeat(20_000) + ">"),
        format!("第一条 甲{}", "a<b 乙".repeat(20_000) + ">"),
        format!("第一条 甲{}", "<!--".repeat(many)),
        format!("第一条 甲{}", "&amp".repeat(many)),
        format!("第一条 &{}", "a".repeat(many)),
        format!("第一条 甲{}", "<table><tr><td>".repeat(20_000)),
        format!("<table>{}</table>", "<tr><td>甲<td colspan=99999999>乙".repeat(2_000)),
        format!("<p>{}", "<p style=display:none>".repeat(many)),
    ] {
        let begin = std::time::Instant::now();
        page(&raw);
        // Generous: what is to fail is the square of a hundred thousand.
        assert!(begin.elapsed().as_secs() < 20, "{}", &raw[..40]);
    }
}
