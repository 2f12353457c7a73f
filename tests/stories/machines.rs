//! The same findings for scripts, code hosts and editors.

use super::desk::{CRAMPED, Desk, SOUND};

#[test]
fn json_tells_everything() {
    let desk = Desk::empty().with("source/条例.md", CRAMPED).with("source/办法.md", SOUND);
    insta::assert_snapshot!(desk.stdout("check --format json"), @r#"
    {
      "version": "0.1.0",
      "files": [
        "source/办法.md",
        "source/条例.md"
      ],
      "findings": [
        {
          "rule": "structure/missing-break",
          "severity": "warning",
          "file": "source/条例.md",
          "line": 6,
          "column": 1,
          "endLine": 6,
          "endColumn": 4,
          "bytes": [
            139,
            148
          ],
          "message": {
            "zh": "新的一条（项、目）紧接在上一行下面，中间缺空行",
            "en": "a unit opens right under the line above, without a blank line between"
          },
          "hint": {
            "zh": "在这一行前面加一个空行；现在按有空行处理。",
            "en": "put a blank line before it; it is read as if there were one."
          },
          "fix": {
            "message": {
              "zh": "加空行",
              "en": "insert a blank line"
            },
            "safe": true,
            "edits": [
              {
                "file": "source/条例.md",
                "line": 6,
                "column": 1,
                "endLine": 6,
                "endColumn": 1,
                "bytes": [
                  139,
                  139
                ],
                "text": "\n"
              }
            ]
          },
          "related": [],
          "fingerprint": "6e63e8e6aa98d29d0e8d3ed6ae961b94:1"
        }
      ],
      "errors": [],
      "summary": {
        "errors": 0,
        "warnings": 1,
        "notes": 0
      }
    }
    "#);
}

#[test]
fn json_names_what_could_not_be_read() {
    let desk = Desk::empty().with("条例.md", SOUND);
    insta::assert_snapshot!(desk.diben("check --format json 条例.md 没有.md"), @r#"
    {
      "version": "0.1.0",
      "files": [
        "条例.md"
      ],
      "findings": [],
      "errors": [
        {
          "file": "没有.md",
          "message": {
            "zh": "找不到 没有.md",
            "en": "没有.md does not exist"
          },
          "hint": {
            "zh": "看看路径是否写对，或者先换到它所在的文件夹。",
            "en": "check the path, or change to the folder that it starts from."
          }
        }
      ],
      "summary": {
        "errors": 0,
        "warnings": 0,
        "notes": 0
      }
    }
    ~ stderr ~
    错误：找不到 没有.md
      办法：看看路径是否写对，或者先换到它所在的文件夹。
    1 份文件：1 份没能读
    = 2
    "#);
}

/// Returns the results of a SARIF log, without the rules, whose list grows.
fn results(log: &str) -> String {
    let at = log.find("      \"language\"").expect("a run has a language");
    let lines = log[at..].lines().filter(|it| !it.contains("\"ruleIndex\""));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn sarif_names_no_machine() {
    let desk = Desk::empty().with("source/某市 条例.md", CRAMPED);
    let log = desk.stdout("check --format sarif");
    assert!(!log.contains(desk.path("").to_str().expect("UTF-8")), "{log}");
    insta::assert_snapshot!(results(&log), @r#"
          "language": "zh-CN",
          "columnKind": "unicodeCodePoints",
          "originalUriBaseIds": {
            "SRCROOT": {
              "description": {
                "text": "仓库的根目录 / the root of the repository"
              }
            }
          },
          "invocations": [
            {
              "executionSuccessful": true,
              "exitCode": 0
            }
          ],
          "results": [
            {
              "ruleId": "structure/missing-break",
              "level": "warning",
              "message": {
                "text": "新的一条（项、目）紧接在上一行下面，中间缺空行\n在这一行前面加一个空行；现在按有空行处理。"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "source/%E6%9F%90%E5%B8%82%20%E6%9D%A1%E4%BE%8B.md",
                      "uriBaseId": "SRCROOT"
                    },
                    "region": {
                      "startLine": 6,
                      "startColumn": 1,
                      "endLine": 6,
                      "endColumn": 4
                    }
                  }
                }
              ],
              "partialFingerprints": {
                "diben/v2": "899b617f9fa1713a77eb9eb069303a85:1"
              },
              "fixes": [
                {
                  "description": {
                    "text": "加空行（稳妥：check --fix 会这样改）"
                  },
                  "artifactChanges": [
                    {
                      "artifactLocation": {
                        "uri": "source/%E6%9F%90%E5%B8%82%20%E6%9D%A1%E4%BE%8B.md",
                        "uriBaseId": "SRCROOT"
                      },
                      "replacements": [
                        {
                          "deletedRegion": {
                            "startLine": 6,
                            "startColumn": 1,
                            "endLine": 6,
                            "endColumn": 1
                          },
                          "insertedContent": {
                            "text": "\n"
                          }
                        }
                      ]
                    }
                  ],
                  "properties": {
                    "safe": true
                  }
                }
              ]
            }
          ]
        }
      ]
    }
    "#);

    let value: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    let run = &value["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    for result in run["results"].as_array().expect("a list") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("given")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn fingerprints_outlive_changes_above() {
    let prints = |text: &str| {
        let desk = Desk::empty().with("条例.md", text);
        let value: serde_json::Value =
            serde_json::from_str(&desk.stdout("check --format sarif 条例.md")).expect("JSON");
        let results = value["runs"][0]["results"].as_array().expect("a list").clone();
        results
            .iter()
            .map(|it| it["partialFingerprints"]["diben/v2"].as_str().expect("given").to_owned())
            .collect::<Vec<_>>()
    };
    let before = prints(CRAMPED);
    let after = prints(&CRAMPED.replace("# 某市", "---\ntitle: 条例\n---\n# 某省某市").replace("为了促进", "为促进"));
    assert_eq!(before.len(), 1);
    assert_eq!(before, after);
    // Units and lines that come and go elsewhere.
    let longer = CRAMPED
        .replace("第三条　", "第三条　数字贸易应当公平。\n\n第四条　")
        .replace("第二条", "新增的一款。\n\n第二条");
    assert_eq!(before, prints(&longer));
    // Two alike are told apart.
    let twice =
        prints(&CRAMPED.replace("（二）数字服务贸易。", "第二条之一　数字贸易还包括下列各项：\n（一）数字产品贸易；"));
    assert_eq!(twice.len(), 2);
    assert_ne!(twice[0], twice[1]);
}

#[test]
fn addresses_start_at_the_repository() {
    let desk = Desk::empty().with(".git/HEAD", "ref: refs/heads/main\n").with("文/source/条例.md", CRAMPED);
    let log = desk.command("文").args(["check", "--format", "sarif"]).output().expect("the program starts");
    assert!(String::from_utf8_lossy(&log.stdout).contains("\"uri\": \"%E6%96%87/source/%E6%9D%A1%E4%BE%8B.md\""));
}
