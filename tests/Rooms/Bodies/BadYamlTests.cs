namespace Entente.Tests.Rooms.Bodies;

/// <summary>One thing wrong in body.yaml or in a file of texts: where it is said to be, by which rule, in which words.</summary>
public sealed class BadYamlTests
{
    [Theory]
    [InlineData("zone: Europe/Paris ", "‸zoen: Europe/Paris ", "unknown-key", "Did you mean \"zone\"?")]
    [InlineData("zone: Europe/Paris ", "zone: ‸Europe/Pariss ", "unknown-zone", "Did you mean \"Europe/Paris\"?")]
    [InlineData("zone: Europe/Paris ", "zone: ‸madrid ", "unknown-zone", "Did you mean \"Europe/Madrid\"?")]
    [InlineData("zone: Europe/Paris ", "zone: ‸../etc/passwd ", "unknown-zone", "Write area and city")]
    [InlineData("zone: Europe/Paris ", "zone: ‸[Europe/Paris] ", "wrong-type", "must be a single value")]
    [InlineData("zone: Europe/Paris ", "zone:‸ ", "blank", "\"zone\" is blank")]
    [InlineData("zone: Europe/Paris ", "zone: ‸~ ", "blank", "\"zone\" is blank")]
    [InlineData("website: https://www.example.org", "website: ‸www.example.org", "address", "https://")]
    [InlineData("website: https://www.example.org", "website: ‸javascript:alert(1)", "address", "https://")]
    [InlineData("languages: [en, fr]", "languages: [en, fr, ‸enn]", "unknown-language", "Did you mean \"en\"?")]
    [InlineData("languages: [en, fr]", "languages: [en, fr, ‸en]", "duplicate-value", "stands twice in \"languages\"")]
    [InlineData("languages: [en, fr]", "languages: ‸{en: fr}", "wrong-type", "must be a list")]
    [InlineData("rights: [read, enter]", "rights: [read, ‸entre]", "unknown-right", "Did you mean \"enter\"?")]
    [InlineData("rights: [read, enter]", "rights: [read, ‸serve]", "unfitting-right", "A post for a party cannot have the right \"serve\"")]
    [InlineData("rights: [read, serve, describe]", "rights: [‸submit]", "unfitting-right", "A post for the body cannot have the right \"submit\"")]
    [InlineData("rights: [read, serve, describe]", "rights: [‸administer]", "unfitting-right", "cannot have the right \"administer\"")]
    [InlineData("for: body\n    rights: [read]", "for: ‸bodies\n    rights: [read]", "unknown-value", "for: party")]
    [InlineData("term: 2 years ", "term: ‸two years ", "wrong-type", "18 months")]
    [InlineData("term: 2 years                         # optional: how long one term lasts …\n    terms-in-a-row: 2 ", "terms-in-a-row: ‸2 ", "missing-key", "Add \"term: 2 years\"")]
    [InlineData("terms-in-a-row: 2 ", "terms-in-a-row: ‸0 ", "wrong-type", "whole number from 1 to 20")]
    [InlineData("reconfirm-every: 12 months", "reconfirm-every: ‸12", "wrong-type", "not a length of time")]
    [InlineData("audiences: [everybody]", "audiences: [‸everbody]", "unknown-audience", "Did you mean \"everybody\"?")]
    [InlineData("each-party-in: at-most-one", "each-party-in: ‸one", "unknown-value", "Known here: any, at-most-one, exactly-one")]
    [InlineData("each-party-in: at-most-one", "unions: {‸nort: FRA}\n    each-party-in: at-most-one", "unknown-group", "Did you mean \"north\"?")]
    [InlineData("each-party-in: at-most-one", "unions: {north: ‸FRAA}\n    each-party-in: at-most-one", "unknown-party", "Did you mean \"FRA\"?")]
    [InlineData("each-party-in: at-most-one", "unions: {north: ‸[FRA]}\n    each-party-in: at-most-one", "wrong-type", "the code of one party")]
    [InlineData("      south: South", "      ‸north: South", "duplicate-key", "first in line 36")]
    [InlineData("  signatory:\n", "  ‸Signatory State:\n", "code", "lower-case letters")]
    [InlineData("kind: number}", "kind: ‸numbr}", "unknown-value", "Did you mean \"number\"?")]
    [InlineData("kind: number}", "kind: code, list: ‸subject}", "unknown-list", "Did you mean \"subjects\"?")]
    [InlineData("kind: number}", "list: ‸subjects}", "unfitting-key", "Only a column of codes")]
    [InlineData("article: {name: Article, kind: number}", "‸parent: {name: Parent}", "reserved-code", "has the column \"parent\" already")]
    [InlineData("name: Reporter", "name: ‸{fr: Rapporteur}", "missing-translation", "has no text in en")]
    [InlineData("name: Reporter", "name: {en: Reporter, ‸de: Berichterstatter}", "unknown-language", "not a language of this body")]
    [InlineData("name: Reporter", "name: ‸[Reporter]", "wrong-type", "must be a text")]
    [InlineData("name: Reporter", "name: ‸\"\"", "blank", "\"posts.reporter.name\" is blank")]
    [InlineData("name: Reporter", "name: ‸\"a\\0b\"", "character", "not one")]
    [InlineData("name: Reporter", "name: ‸\"\\uD800\"", "yaml", "write the character itself")]
    [InlineData("code: example", "code: ‸exampel", "code", "the folder is called \"example\"")]
    [InlineData("code: example", "code: ‸Example", "code", "lower-case letters")]
    [InlineData("code: example", "code: ‸sign_in", "reserved-code", "platform itself")]
    [InlineData("code: example", "code: ‸information_schema", "reserved-code", "platform itself")]
    [InlineData("code: example", "code: ‸installation", "reserved-code", "platform itself")]
    [InlineData("code: example", "code: ‸pg_body", "reserved-code", "PostgreSQL")]
    [InlineData("code: example", "code: ‸select", "reserved-code", "word of SQL")]
    [InlineData("code: example", "code: ‸nul", "reserved-code", "Windows")]
    public void A_mistake_in_body_yaml_is_shown_where_it_is(string old, string with, string rule, string words) =>
        Example.New().Spoil("body.yaml", old, with).ShouldSay(rule, words);

    [Theory]
    [InlineData("‸nom: Rapporteur", "unknown-text", "Did you mean \"posts.reporter.name\"?")]
    [InlineData("name:‸", "blank", "has no text")]
    [InlineData("name: ‸[Rapporteur]", "wrong-type", "has no text")]
    [InlineData("name: Chargé‸: oui", "yaml", "must stand in quotes")]
    public void A_mistake_in_a_file_of_texts_is_shown_where_it_is(string with, string rule, string words) =>
        Example.New().Spoil("texts/fr.yaml", "name: Rapporteur", with).ShouldSay(rule, words);

    [Fact]
    public void A_missing_translation_is_shown_at_the_text_that_lacks_it() =>
        Example.New().Replace("texts/fr.yaml", "name: Rapporteur", "nom: Rapporteur").Spoil("body.yaml", "name: Reporter", "name: ‸Reporter")
            .ShouldSay("missing-translation", "texts/fr.yaml");

    [Fact]
    public void A_text_given_in_both_places_is_one_too_many() =>
        Example.New().Replace("body.yaml", "name: Reporter", "name: {en: Reporter, fr: Rapporteuse}").Spoil("texts/fr.yaml", "name: Rapporteur", "‸name: Rapporteur")
            .ShouldSay("text-twice", "here and in body.yaml");

    [Theory]
    [InlineData("name: ‸&n Reporter", "yaml-feature", "anchors and aliases are not allowed")]
    [InlineData("name: ‸*n", "yaml-feature", "anchors and aliases are not allowed")]
    [InlineData("name: ‸!!str Reporter", "yaml-feature", "put the value in quotes")]
    [InlineData("name: ‸!evil Reporter", "yaml-feature", "tag")]
    [InlineData("name: Reporter‸: of the party", "yaml", "must stand in quotes")]
    [InlineData("name: 'Reporter", "yaml", "not YAML")]
    [InlineData("name: [Reporter", "yaml", "not YAML")]
    [InlineData("‸\tname: Reporter", "tab", "Use spaces")]
    [InlineData("? ‸[a, b]\n    : c\n    name: Reporter", "wrong-type", "key must be a single word")]
    [InlineData("name: Reporter\n‸---\nmore: true", "yaml", "second document")]
    public void What_is_not_plain_YAML_is_refused(string with, string rule, string words) =>
        Example.New().Spoil("body.yaml", "name: Reporter", with).ShouldSay(rule, words);

    [Theory]
    [InlineData("", "empty-file", "empty")]
    [InlineData("# nothing but a comment\n", "empty-file", "says nothing")]
    [InlineData("just words", "wrong-type", "keys and values")]
    [InlineData("- a\n- b\n", "wrong-type", "keys and values")]
    public void A_file_without_keys_is_refused(string content, string rule, string words) =>
        Example.New().With("body.yaml", content).ShouldSay("body.yaml:1:1", rule, words);

    [Fact]
    public void Content_nested_without_end_is_refused() =>
        Example.New().With("body.yaml", "code: " + new string('[', 1_000_000)).ShouldSay("yaml", "nested too deeply");

    [Fact]
    public void Every_key_that_is_missing_is_named() =>
        Example.New().With("body.yaml", "code: example\n").Findings().Where(finding => finding.Rule == "missing-key").Select(finding => finding.What)
            .ShouldBe(new[] { "name", "short", "about", "languages", "zone", "audiences", "standings", "posts" }.Select(key => $"\"{key}\" is missing."), ignoreOrder: true);

    [Fact]
    public void A_language_without_its_file_lists_every_text_it_lacks()
    {
        var findings = Example.New().Without("texts/fr.yaml").Findings();
        findings.ShouldAllBe(finding => finding.Rule == "missing-translation" && finding.What.EndsWith("has no text in fr.", StringComparison.Ordinal));
        findings.Count.ShouldBe(27);
    }
}
