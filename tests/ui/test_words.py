from clausewatch.ui.words import html, plain


def test_data_cannot_act_as_markdown():
    assert plain("A*S [x](y) :red[z] $1$") == r"A\*S \[x\](y) \:red\[z\] \$1\$"


def test_words_without_markup_stay():
    assert plain("38 % – mellem 35 og 41") == "38 % – mellem 35 og 41"


def test_data_cannot_act_as_html():
    assert html('<b a="1">') == "&lt;b a=&quot;1&quot;&gt;"
