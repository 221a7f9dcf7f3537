using Entente.Bodies.Loading;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>One mistake in a definition is one finding, where it is (the caret) and with what to do.</summary>
public sealed class BrokenDefinitionTests
{
    private const string Catch = "catch.return.yaml";

    [Theory]
    [InlineData("declared-by: parties\nshown", "declared-by: ‸partys\nshown", "unknown-audience", "Did you mean \"parties\"?")]
    [InlineData("shown-to: parties", "shown-to: ‸all", "unknown-audience", "own, sealed, public, parties, everybody")]
    [InlineData("public, everybody]", "public, ‸everbody]", "unknown-audience", "Did you mean \"everybody\"?")]
    [InlineData("every: week", "every: ‸fortnight", "unknown-value", "week, month, quarter")]
    [InlineData("prefill: true", "prefill: ‸yes", "wrong-type", "true or false")]
    [InlineData("prefill: true", "‸prefil: true", "unknown-key", "Did you mean \"prefill\"?")]
    [InlineData("prefill: true", "‸notice-days: 4", "unfitting-key", "is for a register")]
    public void At_the_top(string old, string with, string rule, string words) => Spoilt(old, with, rule, words);

    [Theory]
    [InlineData("register: vessels, section: vessel,", "register: ‸vesels, section: vessel,", "unknown-definition", "Did you mean \"vessels\"?")]
    [InlineData("register: vessels, section: vessel,", "register: ‸import, section: vessel,", "wrong-kind", "is a return, not a register")]
    [InlineData("section: vessel,", "section: ‸vesel,", "unknown-section", "Did you mean \"vessel\"?")]
    [InlineData("last-period: catches", "last-period: ‸catchs", "unknown-section", "Did you mean \"catches\"?")]
    [InlineData("{last-version: report}", "{last-version: report, ‸own: true}", "unfitting-key", "goes with a register")]
    [InlineData("mine: {register: vessels, own: true}", "mine: ‸{own: true}", "missing-key", "must have one source")]
    [InlineData("mine: {register: vessels, own: true}", "mine: {list: ‸gaers}", "unknown-list", "Did you mean \"gears\"?")]
    [InlineData("mine: {register: vessels, own: true}", "mine: {list: gears, ‸as-of: period.end}", "unfitting-key", "in force on the statement's day")]
    public void In_facts(string old, string with, string rule, string words) => Spoilt(old, with, rule, words);

    [Theory]
    [InlineData("email: {type: email", "email: {type: ‸mail", "unknown-type", "Did you mean \"email\"?")]
    [InlineData("email: {type: email, name: E-mail, confidential: true}", "email: {type: email, name: E-mail, ‸places: 2}", "unfitting-key", "it goes with: decimal, money, hs")]
    [InlineData("      email: {", "      ‸E-mail: {", "code", "lower-case letters, digits and single underscores")]
    [InlineData("longest: 5000", "longest: ‸0", "number", "whole number from 1 to 100000")]
    [InlineData("pattern: '.*[a-z].*'", "pattern: ‸'.*[a-z'", "pattern", "cannot be read")]
    [InlineData("from: 0, to: 1000, unit", "from: 0, to: ‸-1, unit", "limits", "is less than \"from\" (0)")]
    [InlineData("to: 1000.50}", "to: ‸1000.505}", "limits", "has more decimals than the field")]
    [InlineData("to: 1000.50}", "to: ‸1.000.50}", "number", "with a point before decimals")]
    [InlineData("currency: EUR", "currency: ‸EURO", "unknown-currency", "Did you mean \"EUR\"?")]
    [InlineData("list: oceans, name", "list: ‸ocean, name", "unknown-list", "Did you mean \"oceans\"?")]
    [InlineData("within: ocean", "within: ‸gears", "unknown-field", "before this one")]
    [InlineData("within: ocean", "within: ‸email", "within", "no field of one code")]
    [InlineData("list: areas, within: ocean", "list: gears, within: ‸ocean", "within", "have no parent in \"oceans\"")]
    [InlineData("flagship: {type: reference, to: vessels", "flagship: {type: reference, to: ‸vessel", "unknown-definition", "Did you mean \"vessels\"?")]
    [InlineData("hs, places: 6", "hs, places: ‸7", "number", "2, 4, 6, 8 or 10")]
    [InlineData("image/*]", "‸jpg]", "content-type", "application/pdf")]
    [InlineData("latitude: [-60, 60]", "latitude: [60, -60]", "limits", "is the southern one")]
    [InlineData("latitude: [-60, 60]", "latitude: [-60, 95]", "limits", "two edges in degrees")]
    [InlineData("longitude: [-90, 30]", "longitude: [-90]", "limits", "180th meridian")]
    [InlineData("may: [withheld, nil]", "may: [withheld, ‸nul]", "unknown-value", "Did you mean \"nil\"?")]
    [InlineData("name: Port, shown-to: own", "name: Port, shown-to: ‸owner", "unknown-audience", "own, sealed, public, parties")]
    [InlineData("may-choose: [sealed]", "may-choose: [‸seald]", "unknown-audience", "Did you mean \"sealed\"?")]
    [InlineData("opens-within: 18 months", "opens-within: ‸a while", "opens-within", "18 months")]
    [InlineData("computed: sum(catches.weight)}", "computed: sum(catches.weight), ‸default: '1'}", "unfitting-key", "Nobody types a computed answer")]
    [InlineData("officer: {type: text, name: Responsible officer, help: The head.", "‸officer: {type: text, name: Responsible officer, help: 'See {report.oficer}.'", "unknown-mention", "\"help\" mentions")]
    [InlineData("      sent: {", "      ‸row: {", "reserved-code", "is the row that is looked at")]
    [InlineData("      sent: {", "      ‸party: {", "reserved-code", "is the party that declares")]
    [InlineData("      sent: {", "      ‸ocean_entry: {", "name-taken", "means something about \"ocean\"")]
    [InlineData("to: 1000, unit: ships", "to: 5,‸000, unit: ships", "number", "write 5000, or 5.000")]
    [InlineData("from: 0, to: 1000.50}", "from: 0, to: ‸'1,000.50'}", "number", "Did you mean 1000.50?")]
    [InlineData("      sent: {", "      ‸catches: {", "name-taken", "is the section in line")]
    [InlineData("      sent: {", "      ‸fleet: {", "name-taken", "is the fact in line")]
    [InlineData("      sent: {", "      ‸every: {", "reserved-code", "a word of the rule language")]
    [InlineData("      sent: {", "      ‸flagship_entry: {", "name-taken", "means something about \"flagship\"")]
    [InlineData("      sent: {", "      ‸email: {", "duplicate-key", "stands here twice")]
    [InlineData("      sent: {type: date-time, name: Sent at}", "      sent: ‸later", "wrong-type", "must hold keys and values")]
    [InlineData("website: {type: url, name: Website}", "website: ‸{type: url}", "missing-key", "\"name\" is missing in sections.report.fields.website")]
    public void In_fields(string old, string with, string rule, string words) => Spoilt(old, with, rule, words);

    [Theory]
    [InlineData("key: [vessel, gear]", "key: {fields: [vessel], level: ‸warn}", "unknown-value", "error, warning, note")]
    [InlineData("key: [vessel, gear]", "key: {‸levels: warning}", "unknown-key", "Did you mean \"level\"?")]
    [InlineData("key: [vessel, gear]", "key: [vessel, ‸gaer]", "unknown-field", "Did you mean \"gear\"?")]
    [InlineData("least: 0, most: 100000", "least: 9, most: ‸8", "limits", "is less than \"least\" (9)")]
    [InlineData("for-each: {list: gears}", "for-each: {list: ‸areas}", "for-each", "Begin with a field \"type: code, list: areas\"")]
    [InlineData("for-each: {list: gears}", "for-each: ‸{}", "missing-key", "either a list or a register")]
    [InlineData("for-each: {register: vessels}", "for-each: {register: ‸import}", "wrong-kind", "not a register")]
    [InlineData("      number: {type: whole, from: 0, name: Number of fish", "      ‸scan: {type: file, name: Scan}\n      number: {type: whole, from: 0, name: Number of fish", "file-in-table", "in a section of fields")]
    [InlineData("    rows: {least: 0, most: 100000, key: [vessel, gear]}", "    rows: ‸yes", "wrong-type", "\"rows: true\"")]
    public void In_rows(string old, string with, string rule, string words) => Spoilt(old, with, rule, words);

    [Theory]
    [InlineData("    in: catches\n    when", "    in: ‸catch\n    when", "unknown-section", "Known here: catches, by_gear, fleet_use.")]
    [InlineData("    in: catches\n    that", "    in: ‸report\n    that", "not-a-table", "has no rows")]
    [InlineData("level: warning", "level: ‸warn", "unknown-value", "error, warning, note")]
    [InlineData("at: weight\n", "at: ‸wieght\n", "unknown-place", "Did you mean \"weight\"?")]
    [InlineData("at: catches.vessel", "at: ‸report.officer", "unknown-place", "in the rows of \"catches\"")]
    [InlineData("blank: fails", "blank: ‸fail", "unknown-value", "Did you mean \"fails\"?")]
    [InlineData("  answered:", "  ‸required:", "reserved-code", "The platform itself finds")]
    [InlineData("says: More than 500 tonnes in a week is unusual.", "says: ‸'{wieght} is much.'", "unknown-mention", "Did you mean \"weight\"?")]
    [InlineData("says: More than 500 tonnes in a week is unusual.", "says: ‸'{vessel} has caught {report.officer}.'", "wrong-field", "vessel_entry.name")]
    [InlineData("says: More than twice the week before.", "says: ‸'{weight} is twice the week before.'", "unknown-mention", "no field of a section of fields")]
    public void In_checks(string old, string with, string rule, string words) => Spoilt(old, with, rule, words);

    [Theory]
    [InlineData("draft: {name: Draft, open: true}", "‸draft: {name: Draft}", "first-state", "nobody can work on it")]
    [InlineData("accept: {name: Accept, from: [submitted], to: accepted", "accept: {name: Accept, from: [submitted], to: ‸acepted", "unknown-state", "Did you mean \"accepted\"?")]
    [InlineData("    accepted: {name", "    ‸archived: {name", "unreachable-state", "")]
    [InlineData("from: [draft, returned]", "from: [draft]", "no-way-out", "no step leads out of it")]
    [InlineData("submits: true, ", "", "no-submission", "\"submits: true\"")]
    [InlineData("by: [contact]", "by: [‸contct]", "unknown-post", "Did you mean \"contact\"?")]
    [InlineData("by: [contact]", "by: ‸[]", "nobody", "Nobody may take this step")]
    [InlineData("reason: required", "reason: ‸always", "unknown-value", "none, optional, required")]
    public void In_workflows(string old, string with, string rule, string words) => Spoilt(old, with, rule, words);

    [Theory]
    [InlineData("catches.weight: {from", "‸catches.wieght: {from", "unknown-place", "Did you mean \"catches.weight\"?")]
    [InlineData("from: catches.weight_t,", "from: ‸weight_t,", "place", "Write section.field")]
    [InlineData("by_gear: {from: gears}", "by_gear: {from: gears, ‸as: old}", "unfitting-key", "the answer of one field")]
    public void In_carry_over(string old, string with, string rule, string words) => Spoilt(old, with, rule, words);

    [Theory]
    [InlineData("vessels.register.yaml", "title: [ship,", "title: [‸shp,", "unknown-field", "Did you mean \"ship\"?")]
    [InlineData("vessels.register.yaml", "notice-days: 14", "notice-days: ‸-1", "number", "from 0 to 3650")]
    [InlineData("vessels.register.yaml", "title: [ship, vessel.flag]", "", "missing-key", "\"title\" is missing")]
    [InlineData("ruling.case.yaml", "AR-{year}-{0000}", "‸AR-{year}", "number-pattern", "AR-{year}-{0000}")]
    [InlineData("ruling.case.yaml", "stops: [returned]", "stops: [‸retuned]", "unknown-state", "Did you mean \"returned\"?")]
    [InlineData("ruling.case.yaml", "30 working days", "‸six weeks", "wrong-type", "90 days")]
    [InlineData("ruling.case.yaml", "calendar: holidays", "calendar: ‸gears", "calendar", "no column \"day\"")]
    [InlineData("ruling.case.yaml", "then: lapse", "then: ‸laps", "unknown-step", "Did you mean \"lapse\"?")]
    [InlineData("ruling.case.yaml", "then: lapse", "then: ‸accept", "not-by-clock", "by: [clock]")]
    [InlineData("ruling.case.yaml", "on: [accept]", "on: [‸acept]", "unknown-step", "Did you mean \"accept\"?")]
    [InlineData("ruling.case.yaml", "shows: [request]", "shows: [‸requests]", "unknown-section", "Did you mean \"request\"?")]
    [InlineData("ruling.case.yaml", "not-who: [accept]", "not-who: [‸acept]", "unknown-step", "Did you mean \"accept\"?")]
    [InlineData("document.certificate.yaml", "lines: products", "lines: ‸header", "unknown-section", "There is no table")]
    [InlineData("document.certificate.yaml", "amount: weight", "amount: ‸product", "wrong-field", "no number")]
    [InlineData("document.certificate.yaml", "[header.exporter, products]", "[header.exporter, ‸goods]", "unknown-place", "")]
    [InlineData("document.certificate.yaml", "line: line,", "line: ‸taken,", "wrong-field", "\"type: whole\"")]
    [InlineData("import.return.yaml", "from: document}", "from: ‸vessels}", "wrong-kind", "not a certificate")]
    [InlineData("news.notice.yaml", "publish-at: from_day", "publish-at: ‸subject", "wrong-field", "does not serve here")]
    [InlineData("document.certificate.yaml", "replaces: instead_of", "replaces: ‸until", "wrong-field", "does not serve here")]
    [InlineData("document.certificate.yaml", "valid-until: until", "valid-until: ‸untill", "unknown-field", "Did you mean \"until\"?")]
    [InlineData("news.notice.yaml", "publish-at: from_day", "‸every: week", "unfitting-key", "is for a return")]
    public void In_what_each_kind_adds(string file, string old, string with, string rule, string words) => Spoilt(old, with, rule, words, file);

    [Theory]
    [InlineData("due: period.end +", "due: period.‸ende +", "formula-unknown-member", "Did you mean “end”?")]
    [InlineData("due: period.end + @\"P7D\"", "due: ‸period.end > today()", "formula-type", "must give a date; this gives true or false")]
    [InlineData("visible: party.code != \"ZAF\"", "visible: party.code != ‸\"ZA\"", "formula-unknown-code", "Did you mean “\"ZAF\"”?")]
    [InlineData("visible: party.code != \"ZAF\"", "visible: party.code != ‸\"ZFA\"", "formula-unknown-code", "ZAF")]
    [InlineData("required: weight > 0", "required: ‸wieght > 0", "formula-unknown-name", "Did you mean “weight”?")]
    [InlineData("required: weight > 0", "required: 'weight_answer = \"nil\" or \"it''s\" = ‸limit'", "formula-unknown-name", "limit")]
    [InlineData("default: period.start", "default: ‸\"1\"", "formula-type", "must give a date")]
    [InlineData("when: gear = \"PS\"", "when: gear = ‸\"PX\"", "formula-unknown-code", "PS")]
    [InlineData("that: weight <= 500000", "that: ‸weight + 1", "formula-type", "true or false")]
    [InlineData("that: weight <= 500000", "that: |\n      weight\n        <= ‸limit", "formula-unknown-name", "limit")]
    [InlineData("that: weight <= 500000", "that: >-\n      weight\n      <=\n      ‸limit", "formula-unknown-name", "limit")]
    [InlineData("that: weight <= 500000", "that: \"weight\\u0020<= \\\"a\\\" and ‸limit\"", "formula-unknown-name", "limit")]
    [InlineData("that: weight <= 500000", "that: weight\n      <= ‸limit", "formula-unknown-name", "limit")]
    [InlineData("guard: count(catches) > 0", "guard: ‸cuont(catches) > 0", "formula-unknown-function", "count")]
    [InlineData("computed: sum(catches.weight)", "computed: median(‸catches.weight)", "formula-plan-whole", "all rows")]
    [InlineData("when: weight_answer != \"nil\"", "when: weight_answer != ‸\"nill\"", "formula-unknown-code", "nil")]
    [InlineData("as-of: period.end", "as-of: ‸report.signed", "formula-unknown-name", "report")]
    [InlineData("count(fleet[id = row.vessel]) > 0", "some v in fleet satisfies ‸v.ship > vessel", "formula-plan-quadratic", "count(fleet[id = row.vessel]) > 0")]
    [InlineData("when: gear = \"PS\"", "when: gear_entry.‸colour = \"PS\"", "formula-unknown-member", "colour")]
    public void In_formulas(string old, string with, string rule, string words) => Spoilt(old, with, rule, words);

    [Theory]
    [InlineData("number: {type: whole, from: 0, name: Number of fish, required: weight > 0}", "number: {type: whole, from: 0, name: Number of fish, computed: ‸mean * 2}", "\"computed\" of catches.number, \"computed\" of catches.mean")]
    [InlineData("computed: sum(catches.weight)", "computed: ‸total + 1", "\"computed\" of report.total looks at itself")]
    [InlineData("visible: not(report.no_catch = true)", "visible: ‸count(catches) = 0", "\"visible\" of catches looks at itself")]
    public void A_circle_of_formulas_is_named(string old, string with, string words)
    {
        var spoilt = Golden.Body.Spoil(Catch, old, with);
        spoilt.ShouldSay("circle", words);
        spoilt.Findings().Where(finding => finding.Rule == "circle").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_formula_has_its_place_with_line_ends_of_Windows_too()
    {
        var spoilt = Golden.Body.Spoil(Catch, "that: weight <= 500000", "that: |\n      weight\n        <= ‸limit");
        spoilt.With(Catch, spoilt.Text(Catch).Replace("\n", "\r\n")).ShouldSay(spoilt.Marked!, "formula-unknown-name", "limit");
    }

    [Fact]
    public void Missing_and_superfluous_translations_are_named_with_their_place()
    {
        Golden.Body.Replace("texts/fr.yaml", "          email:\n            name: Email (fr)\n", "").ShouldSay($"{Catch}:32:34", "missing-translation", "\"definitions.catch.sections.report.fields.email.name\" in texts/fr.yaml");
        Golden.Body.Spoil("texts/fr.yaml", "          email:\n            name: Email (fr)\n", "          email:\n            name: Courriel\n            ‸hin: Rien\n").ShouldSay("unknown-text", "definitions.catch.sections.report.fields.email.hin");
        Golden.Body.Spoil("texts/fr.yaml", "    name: Catch (fr)\n", "    name: Catch (fr)\n    ‸about: Rien\n").ShouldSay("text-twice", "here and in catch.return.yaml, line");
    }

    [Theory]
    [InlineData("vessels.return.yaml", "duplicate-code", "vessels.register.yaml")]
    [InlineData("Catch_2.return.yaml", "code", "cannot be the code of a definition")]
    [InlineData("catch.returns.yaml", "unexpected-file", "Did you mean \"catch.return.yaml\"?")]
    [InlineData("empty.return.yaml", "empty-file", "")]
    public void A_file_with_a_wrong_name_or_nothing_in_it_is_named(string file, string rule, string words) =>
        Golden.Body.With(file, rule == "empty-file" ? "" : Golden.Body.Text("import.return.yaml")).ShouldSay(file + ":1:1", rule, words);

    [Fact]
    public void Two_sections_never_share_a_table() =>
        Golden.Body.With("a.return.yaml", Golden.Body.Text("import.return.yaml").Replace("arrivals", "b_c"))
            .With("a-b.return.yaml", Golden.Body.Text("import.return.yaml").Replace("arrivals", "c")).ShouldSay("a.return.yaml:7:3", "duplicate-table", "\"a_b_c\"");

    [Fact]
    public void Names_too_long_for_the_database_and_sections_too_wide_are_refused()
    {
        Golden.Body.With("a-report-with-a-rather-long-name.return.yaml", Golden.Body.Text("import.return.yaml").Replace("arrivals", "arrivals_by_ship_and_by_plane"))
            .ShouldSay("a-report-with-a-rather-long-name.return.yaml:7:3", "too-long", "51 are allowed");
        var many = string.Concat(Enumerable.Range(0, 201).Select(number => $"      p{number}: {{type: place, name: {{en: P, fr: P}}}}\n"));
        Golden.Body.With("import.return.yaml", Golden.Body.Text("import.return.yaml") + many).ShouldSay("import.return.yaml:7:3", "too-many-fields", "400 are allowed");
    }

    [Theory]
    [InlineData("weekly.return.yaml", "owed-by: count(quotas) > 0", "owed-by: count(‸qotas) > 0", "formula-unknown-name", "Did you mean “quotas”?")]
    [InlineData("weekly.return.yaml", "owed-by: count(quotas) > 0", "owed-by: ‸count(quotas)", "formula-type", "must give true or false")]
    [InlineData("weekly.return.yaml", "owed-by: count(quotas) > 0", "owed-by: ‸landings.weight > 0", "formula-unknown-name", "landings")]
    [InlineData("weekly.return.yaml", "  - {when: sum(quotas.kg) > 100000, says:", "  - {when: sum(quotas.‸kgs) > 100000, says:", "formula-unknown-member", "Did you mean “kg”?")]
    [InlineData("weekly.return.yaml", "of {sum(quotas.kg)} kg.\", fr: \"Vous détenez", "of {sum(quotas.kgs)} kg.\", fr: \"Vous détenez", "formula-unknown-member", "In \"says\"")]
    [InlineData("weekly.return.yaml", "  - says: {en: You hold", "  - ‸sais: {en: You hold", "unknown-key", "Did you mean \"says\"?")]
    [InlineData("weekly.return.yaml", "because:\n", "because: ‸never\nbecause_:\n", "wrong-type", "must be a list")]
    [InlineData("weekly.return.yaml", "add working days(period.end, 5, free.day)", "add working days(‸5, period.end, free.day)", "formula-argument-type", "")]
    [InlineData("weekly.return.yaml", "  - every: day", "  - every: ‸month", "tightens", "does not divide")]
    [InlineData("weekly.return.yaml", "    when: sum(landed.weight) > 0.8 * sum(quotas.kg)\n", "", "missing-key", "\"when\" is missing in tightens")]
    [InlineData("weekly.return.yaml", "[14 days before", "[‸14 days bevor", "remind", "\"1 day after\"")]
    [InlineData("weekly.return.yaml", "2 days before", "‸2 weeks before", "duplicate-value", "the same day")]
    [InlineData("weekly.return.yaml", "status-shown-to: everybody", "status-shown-to: ‸sealed", "sealed-kind", "cannot be sealed")]
    [InlineData("weekly.return.yaml", "status-shown-to: everybody", "status-shown-to: ‸everbody", "unknown-audience", "Did you mean \"everybody\"?")]
    [InlineData("weekly.return.yaml", "{statements: weekly, section: landings,", "{statements: ‸vessels, section: landings,", "wrong-kind", "is a register, not a return")]
    [InlineData("weekly.return.yaml", "section: landings, since", "section: ‸landing, since", "unknown-section", "Did you mean \"landings\"?")]
    [InlineData("weekly.return.yaml", "until: period.start, own", "‸as-of: period.start, own", "unfitting-key", "count by their periods")]
    [InlineData("weekly.return.yaml", "as-of: period.start, own", "‸until: period.start, own", "unfitting-key", "goes with statements")]
    [InlineData("duties.register.yaml", "  who: requirement.everybody", "  who: requirement.‸everbody", "formula-unknown-member", "Did you mean “everybody”?")]
    [InlineData("duties.register.yaml", "  who: requirement.everybody or party.code in requirement.parties\n", "", "missing-key", "\"who\" is missing in obliges")]
    [InlineData("duties.register.yaml", "{rows: codes, code: code,", "{rows: ‸code, code: code,", "unknown-section", "There is no table")]
    [InlineData("duties.register.yaml", "until: until_year}", "until: ‸code}", "wrong-field", "with a year")]
    [InlineData("duties.register.yaml", "fr: requirement.text_fr}\n  met", "fr: ‸requirement.month}\n  met", "wrong-field", "does not serve here")]
    [InlineData("duties.register.yaml", "met-by: requirement.form", "met-by: ‸requirement.from", "unknown-field", "")]
    [InlineData("duties.register.yaml", "also-met-by: requirement.with", "also-met-by: ‸requirement.form", "wrong-field", "type: reference, to: duties")]
    [InlineData("duties.register.yaml", "return: answers, section: [rows, more]", "return: answers, section: [rows, ‸mor]", "unknown-section", "has no table \"mor\"")]
    [InlineData("duties.register.yaml", "requirement: requirement, answer", "requirement: ‸status, answer", "wrong-field", "type: reference, to: duties")]
    [InlineData("duties.register.yaml", "sent: sent,", "sent: ‸send,", "unknown-code", "Did you mean \"sent\"?")]
    [InlineData("answers.return.yaml", "when: requirement.form = null", "when: requirement.‸from = null", "formula-unknown-member", "Did you mean “form”?")]
    [InlineData("catch.return.yaml", "for-each: {list: gears}", "for-each: {list: gears, ‸when: true}", "unfitting-key", "the entries of a register")]
    [InlineData("vessels.register.yaml", "notice-days: 14", "‸remind: [on the day]", "unfitting-key", "is for a return")]
    [InlineData("body.yaml", "[10 days before, 1 day after]", "[‸400 days before, 1 day after]", "remind", "at most a year away")]
    public void In_what_is_owed(string file, string old, string with, string rule, string words) => Spoilt(old, with, rule, words, file);

    [Theory]
    [InlineData("return: export", "return: ‸exprot", "unknown-definition", "Did you mean \"export\"?")]
    [InlineData("return: export", "return: ‸vessels", "wrong-kind", "is a register, not a return")]
    [InlineData("return: export", "return: ‸catch", "mirror", "another rhythm")]
    [InlineData("return: export", "return: ‸import", "mirror", "of itself")]
    [InlineData("export, section: arrivals", "export, section: ‸arivals", "unknown-section", "Did you mean \"arrivals\"?")]
    [InlineData("their-section: departures", "their-section: ‸departure", "unknown-section", "Did you mean \"departures\"?")]
    [InlineData(" partner: origin", " partner: ‸gear", "wrong-field", "the list \"countries\"")]
    [InlineData("their-partner: buyer", "their-partner: ‸gear", "wrong-field", "the same type, list and unit")]
    [InlineData("figure: taken", "figure: ‸gear", "wrong-field", "\"whole\" or \"decimal\"")]
    [InlineData("figure: taken", "figure: ‸line", "wrong-field", "other readers than its row")]
    [InlineData("agree: [gear]", "agree: [‸gaer]", "unknown-field", "Did you mean \"gear\"?")]
    [InlineData("agree: [gear]", "agree: [‸paper]", "wrong-field", "one short value")]
    [InlineData("percent: 2.5", "percent: 250", "number", "at most 100")]
    [InlineData("every: half-year", "every: once", "mirror", "has no periods")]
    public void In_what_a_return_is_held_against(string old, string with, string rule, string words) => Spoilt(old, with, rule, words, "import.return.yaml");

    [Fact]
    public void What_follows_from_a_mistake_is_not_said_too()
    {
        Golden.Body.Replace(Catch, "    in: catches\n    when", "    in: catch\n    when").Findings().ShouldHaveSingleItem();
        Golden.Body.Replace(Catch, "type: reference, to: vessels, name: Vessel, required", "type: referense, to: vessels, name: Vessel, required").Findings().ShouldHaveSingleItem();
        Golden.Body.Replace(Catch, "sections:\n", "sections: [\n").Findings().ShouldHaveSingleItem();
        Golden.Body.Replace(Catch, "      trips: {type: whole, name: Trips}", "      row: {type: whole, name: {en: T, fr: T}, required: weight > 0, visible: row.weight > 0}")
            .Findings().Where(finding => finding.File == Catch).ShouldHaveSingleItem().Rule.ShouldBe("reserved-code");
    }

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        var spoilt = Golden.Body.Replace(Catch, "every: week", "every: never").Replace(Catch, "required: weight > 0", "required: wieght > 0")
            .Replace(Catch, "blank: fails", "blank: fail").Replace("vessels.register.yaml", "alike: [ship]", "alike: [shop]").Replace("body.yaml", "for: body", "for: all");
        spoilt.Findings().Select(finding => (finding.File, finding.Rule)).Distinct().ShouldBe([
            ("body.yaml", "unknown-value"), (Catch, "unknown-value"), (Catch, "formula-unknown-name"), ("vessels.register.yaml", "unknown-field")]);
    }

    private static void Spoilt(string old, string with, string rule, string words, string file = Catch)
    {
        var spoilt = Golden.Body.Spoil(file, old, with);
        var place = spoilt.Marked ?? file;
        spoilt.Findings().ShouldContain(finding =>
            $"{finding.File}:{finding.Line}:{finding.Column}".StartsWith(place, StringComparison.Ordinal) && finding.Rule.StartsWith(rule, StringComparison.Ordinal)
            && $"{finding.What} {finding.Mend}".Contains(words, StringComparison.Ordinal),
            $"{place} {rule} {words}\n\n{string.Join('\n', spoilt.Findings())}");
    }
}
