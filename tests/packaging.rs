//! What other tools install of this one: the action and the pre-commit hooks must build the checker without Typst.

use std::fs;
use std::path::Path;

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the file is there")
}

#[test]
fn nothing_installs_typst_for_a_check() {
    for name in ["action.yml", "hooks/check"] {
        let text = text(name);
        let install: Vec<_> = text.lines().filter(|it| it.contains("cargo install")).collect();
        assert_eq!(install.len(), 1, "{name}");
        assert!(install[0].contains("--no-default-features") && install[0].contains("--locked"), "{name}: {install:?}");
    }
    // `language: rust` would build the default features.
    assert!(!text(".pre-commit-hooks.yaml").contains("language: rust"));
}

#[test]
fn no_input_is_pasted_into_a_script() {
    let action = text("action.yml");
    let inside = |line: &&str| {
        line.contains("${{ inputs.") && !line.trim_start().starts_with(|it: char| it.is_ascii_uppercase())
    };
    assert_eq!(action.lines().filter(inside).collect::<Vec<_>>(), Vec::<&str>::new());
}
