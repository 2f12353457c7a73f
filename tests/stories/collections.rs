//! A law collection in CI: many files, works of many files, standard input, patterns, and all that is no text.

use std::io::Write;
use std::process::Stdio;

use super::desk::{CRAMPED, Desk, SOUND};

#[test]
fn what_comes_out_does_not_depend_on_the_machine() {
    let mut desk = Desk::empty();
    for number in 0..40 {
        let text = if number % 3 == 0 { CRAMPED } else { SOUND };
        desk = desk.with(&format!("法/{}/{number}.md", number % 7), text);
    }
    desk = desk.with("法/3/坏.md", [0xFF, b'\n']);
    for format in ["human", "json", "sarif", "github", "junit"] {
        let first = desk.diben(&format!("check 法 --format {format}"));
        assert!(first.contains("40 份文件"), "{first}");
        for _ in 0..3 {
            assert_eq!(first, desk.diben(&format!("check 法 --format {format}")), "{format}");
        }
    }
}

#[test]
fn a_pattern_that_the_shell_left_alone() {
    let desk = Desk::empty().with("法/甲.md", SOUND).with("法/乙/丙.md", SOUND).with("法/README.md", "不是正文\n");
    assert!(desk.diben("check 法/**/*.md").contains("2 份文件：没有发现问题"));
    assert!(desk.diben("check 法/*.md 法/甲.md ./法/甲.md").contains("1 份文件：没有发现问题"));
    insta::assert_snapshot!(desk.diben("check 令/*.md"), @"
    ~ stderr ~
    错误：看不全 令：令: IO error for operation on 令: No such file or directory (os error 2)
    错误：没有文件合于 令/*.md
      办法：看看当前文件夹是否对；** 才走进各层文件夹。
    = 2
    ");
}

fn piped(desk: &Desk, arguments: &str, text: &[u8]) -> String {
    let mut command = desk.command(".");
    command.args(arguments.split_whitespace());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that does not read on is heard all the same.
    let _ = child.stdin.take().expect("piped").write_all(text);
    desk.shown(&child.wait_with_output().expect("it ends"))
}

#[test]
fn standard_input_goes_by_a_name() {
    let desk = Desk::empty().with("法/甲.md", SOUND);
    let said = piped(&desk, "check - --stdin-name 法/乙.md", CRAMPED.as_bytes());
    assert!(said.contains("法/乙.md:6:1") && said.contains("1 份文件"), "{said}");
    insta::assert_snapshot!(piped(&desk, "check - -", b""), @"
    ~ stderr ~
    错误：- 写了 2 次：标准输入只能读一次
    = 2
    ");
    insta::assert_snapshot!(piped(&desk, "check 法 --stdin-name 甲.md", b""), @"
    ~ stderr ~
    错误：写了 --stdin-name，却没有从标准输入读
      办法：另写一个 -，例如 diben check - --stdin-name 法律/甲.md。
    = 2
    ");
    insta::assert_snapshot!(piped(&desk, "check - 法 --stdin-name 法/甲.md", SOUND.as_bytes()), @"
    ~ stderr ~
    错误：标准输入叫作 法/甲.md，而这个文件也要读
      办法：两者只写一个。
    = 2
    ");
    let said = piped(&desk, "check -", &[0xD6, 0xD8, 0xC7, 0xEC, 0xB3, 0xAB, 0xD2, 0xE9]);
    assert!(said.contains("iconv -f GB18030 -t UTF-8 | diben check -"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_and_pipes_hang_nobody() {
    use std::os::unix::fs::symlink;
    let desk = Desk::empty().with("法/甲.md", SOUND);
    symlink(desk.path("法"), desk.path("法/圈")).expect("linked");
    symlink(desk.path("法/甲.md"), desk.path("法/又名.md")).expect("linked");
    symlink(desk.path("没有"), desk.path("法/断.md")).expect("linked");
    symlink(desk.path("自己"), desk.path("自己")).expect("linked");
    let pipe = std::process::Command::new("mkfifo").arg(desk.path("法/管.md")).status();
    let said = desk.diben("check 法");
    assert!(said.contains("1 份文件"), "{said}");
    assert!(said.contains("链接 法/断.md 所指的文件不存在"), "{said}");
    if pipe.is_ok_and(|it| it.success()) {
        assert!(said.contains("法/管.md 是管道或设备"), "{said}");
    }
    assert!(said.ends_with("= 2\n"), "{said}");
    assert!(desk.diben("check 法/圈/甲.md").contains("1 份文件"));
    assert!(desk.diben("check 自己 法/甲.md").contains("1 份文件"));
    assert!(desk.diben("check /dev/zero").contains("不是普通文件"));
}

#[test]
fn files_of_other_programs_are_named() {
    let desk = Desk::empty()
        .with("甲.md", b"%PDF-1.7\n%\xE2\xE3\n")
        .with("乙.md", b"PK\x03\x04............word/document.xml")
        .with("丙.md", SOUND);
    insta::assert_snapshot!(desk.diben("check ."), @"
    ~ stderr ~
    错误：乙.md 不是文字（Word 文件（.docx））
      办法：取得它的文字，存成 UTF-8 的 .md 文件；改扩展名不能转换内容。
    错误：甲.md 不是文字（PDF 文件）
      办法：取得它的文字，存成 UTF-8 的 .md 文件；改扩展名不能转换内容。
    1 份文件：2 份没能读
    = 2
    ");
}

#[test]
fn too_large_is_said_at_once() {
    let desk = Desk::empty();
    let file = std::fs::File::create(desk.path("大.md")).expect("made");
    file.set_len(100 << 20).expect("sparse");
    assert!(desk.diben("check 大.md").contains("错误：大.md 大于 64 MiB"));
}

#[test]
fn nesting_as_deep_as_can_be_typed() {
    let quotes = format!("# 某条例\n\n第一条　甲。\n\n{}乙\n", "> ".repeat(10_000));
    let lists: String = (0..300).map(|depth| format!("{}- 乙\n", "  ".repeat(depth))).collect();
    let stars = format!("# 某条例\n\n第一条　{}甲{}\n", "**".repeat(10_000), "**".repeat(10_000));
    let desk = Desk::empty()
        .with("引.md", quotes)
        .with("列.md", format!("# 某条例\n\n第一条　甲。\n\n{lists}"))
        .with("星.md", stars);
    for name in ["引.md", "列.md", "星.md"] {
        assert!(!desk.diben(&format!("check {name}")).contains("没能完成"), "{name}");
        assert!(desk.diben(&format!("outline {name}")).ends_with("= 0\n"), "{name}");
    }
}

#[test]
fn numerals_beyond_any_range() {
    let desk = Desk::empty().with(
        "条例.md",
        format!(
            "# 某条例\n\n第九千九百九十九万九千九百九十九条　甲。\n\n第{}条　乙。\n\n第99999999999999999999条　丙。\n",
            "亿".repeat(500)
        ),
    );
    assert!(desk.diben("check 条例.md").contains("1 份文件"));
}

#[test]
fn parts_of_a_code_are_one_work() {
    let general = "# 某法典\n\n# 总则编\n\n第一条　为了规范某事，制定本法典。\n\n第二条　某事应当公平。\n";
    let goods = "# 某法典\n\n# 分则编\n\n第三条　某物归其所有人。\n\n第四条　本法典自公布之日起施行。\n";
    let desk = Desk::empty().with("source/总则.md", general).with("source/分则.md", goods);
    assert!(desk.diben("check").contains("2 份文件：没有发现问题"));
    desk.write("diben.toml", "[[work]]\nfiles = [\"source/总则.md\", \"source/*.md\"]\n");
    assert!(desk.diben("check").contains("2 份文件：没有发现问题"));
    desk.write("diben.toml", "[[work]]\nfile = \"source/总则.md\"\n");
    insta::assert_snapshot!(desk.diben("check"), @r#"
    ~ stderr ~
    错误：diben.toml:2:1 有不认识的键 file
      办法：是不是 files？
    = 2
    "#);
}

#[test]
fn github_shows_findings_beside_the_lines() {
    let desk = Desk::empty().with("法, 规/条:例.md", CRAMPED);
    insta::assert_snapshot!(desk.diben("check --format github ."), @"
    ::warning file=法%2C 规/条%3A例.md,line=6,endLine=6,col=1,endColumn=4,title=structure/missing-break::新的一条（项、目）紧接在上一行下面，中间缺空行%0A在这一行前面加一个空行；现在按有空行处理。
    ::notice title=diben::1 份文件：0 个错误，1 个提醒；其中 1 处可用 check --fix 改好
    = 0
    ");
    // Ten of each weight; the rest are lines of the log.
    let numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"];
    let many: String = numbers.map(|it| format!("第{it}条　申请人应当在１５日内提交材料。\n\n")).concat();
    desk.write("多.md", format!("# 某条例\n\n{many}"));
    let said = desk.stdout("check --format github 多.md");
    assert_eq!(said.lines().filter(|it| it.starts_with("::warning ")).count(), 10, "{said}");
    assert_eq!(said.lines().filter(|it| it.starts_with("多.md:")).count(), 5, "{said}");
}

#[test]
fn junit_holds_any_text() {
    let desk = Desk::empty()
        .with("<甲>&\".md", CRAMPED.replace("数字", "数\u{1b}<字>&"))
        .with("坏.md", [0xFF, b'\n'])
        .with("乙.md", SOUND);
    insta::assert_snapshot!(desk.stdout("check --format junit ."), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="diben" tests="8" failures="5" errors="1" time="0">
      <testsuite name="&lt;甲&gt;&amp;&quot;.md" tests="6" failures="5" errors="0" skipped="0" time="0">
        <testcase classname="&lt;甲&gt;&amp;&quot;.md" name="text/invisible 1:6" time="0">
          <failure type="error" message="控制字符 U+001B 印不出来">&lt;甲&gt;&amp;&quot;.md:1:6: 控制字符 U+001B 印不出来&#10;删去它；若原来是别的字，请对照原件补上。</failure>
        </testcase>
        <testcase classname="&lt;甲&gt;&amp;&quot;.md" name="text/invisible 3:10" time="0">
          <failure type="error" message="控制字符 U+001B 印不出来">&lt;甲&gt;&amp;&quot;.md:3:10: 控制字符 U+001B 印不出来&#10;删去它；若原来是别的字，请对照原件补上。</failure>
        </testcase>
        <testcase classname="&lt;甲&gt;&amp;&quot;.md" name="text/invisible 5:6" time="0">
          <failure type="error" message="控制字符 U+001B 印不出来">&lt;甲&gt;&amp;&quot;.md:5:6: 控制字符 U+001B 印不出来&#10;删去它；若原来是别的字，请对照原件补上。</failure>
        </testcase>
        <testcase classname="&lt;甲&gt;&amp;&quot;.md" name="structure/missing-break 6:1" time="0">
          <system-out>warning: &lt;甲&gt;&amp;&quot;.md:6:1: 新的一条（项、目）紧接在上一行下面，中间缺空行&#10;在这一行前面加一个空行；现在按有空行处理。</system-out>
        </testcase>
        <testcase classname="&lt;甲&gt;&amp;&quot;.md" name="text/invisible 6:5" time="0">
          <failure type="error" message="控制字符 U+001B 印不出来">&lt;甲&gt;&amp;&quot;.md:6:5: 控制字符 U+001B 印不出来&#10;删去它；若原来是别的字，请对照原件补上。</failure>
        </testcase>
        <testcase classname="&lt;甲&gt;&amp;&quot;.md" name="text/invisible 8:5" time="0">
          <failure type="error" message="控制字符 U+001B 印不出来">&lt;甲&gt;&amp;&quot;.md:8:5: 控制字符 U+001B 印不出来&#10;删去它；若原来是别的字，请对照原件补上。</failure>
        </testcase>
      </testsuite>
      <testsuite name="乙.md" tests="1" failures="0" errors="0" skipped="0" time="0">
        <testcase classname="乙.md" name="check" time="0"/>
      </testsuite>
      <testsuite name="坏.md" tests="1" failures="0" errors="1" skipped="0" time="0">
        <testcase classname="坏.md" name="check" time="0">
          <error type="error" message="坏.md 不是 UTF-8：第 0 字节（从 0 数）起读不通">第 1 行有坏字节；用编辑器打开，改正那一处后按 UTF-8 保存。</error>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn declared_works_claim_files_once_and_never_in_vain() {
    let desk = Desk::empty().with("source/条例.md", SOUND);
    desk.write(
        "diben.toml",
        "[[work]]\nfiles = [\"source/条例.md\", \"source/总*.md\"]\n\n[[work]]\nfiles = [\"source/*.md\"]\n",
    );
    insta::assert_snapshot!(desk.diben("check"), @"
    ~ stderr ~
    错误：diben.toml:2:26：没有文件合于 source/总*.md
      办法：从项目文件夹写起，例如 source/民法典/*.md；** 才走进各层文件夹。
    错误：diben.toml:5:10：source/条例.md 已经在另一部作品里（diben.toml:2:10）
      办法：一份文件只归一部作品，从其中一处去掉它。
    1 份文件：2 处没能完成
    = 2
    ");
    desk.write("diben.toml", "[[work]]\nfiles = [\"../条例.md\"]\n");
    assert!(desk.diben("check").contains("diben.toml:2:10 的 ../条例.md 在项目之外"));
}

#[cfg(unix)]
#[test]
fn a_file_goes_by_its_own_name() {
    let desk = Desk::empty().with("法/条例.md", CRAMPED);
    std::os::unix::fs::symlink("条例.md", desk.path("法/a.md")).expect("linked");
    assert!(desk.diben("check 法").starts_with("法/条例.md  1 个提醒"));
}
