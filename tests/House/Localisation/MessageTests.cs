using Entente.Shared.Localisation;

namespace Entente.Tests.House.Localisation;

public sealed class MessageTests
{
    private static string Say(string text, params ReadOnlySpan<(string, object?)> values) => SayIn("en", text, values);

    private static string SayIn(string language, string text, params ReadOnlySpan<(string, object?)> values) =>
        Message.Parse(text).Render(Speaking.In(language), values);

    [Fact]
    public void A_placeholder_takes_its_value() =>
        Say("Sent to {party} by {name}.", ("name", "Awa"), ("party", "Senegal")).ShouldBe("Sent to Senegal by Awa.");

    [Fact]
    public void A_value_is_never_read_as_part_of_the_syntax() =>
        Say("Hello {name}", ("name", "{other} # '")).ShouldBe("Hello {other} # '");

    [Fact]
    public void A_placeholder_without_a_value_shows_its_name() =>
        Say("Hello {name}").ShouldBe("Hello {name}");

    [Theory]
    [InlineData(0, "no vessels"), InlineData(1, "one vessel"), InlineData(2, "2 vessels"), InlineData(1234, "1\u202F234 vessels")]
    public void A_plural_says_its_number_in_the_right_form(int count, string said) =>
        Say("{count, plural, =0 {no vessels} one {one vessel} other {# vessels}}", ("count", count)).ShouldBe(said);

    [Fact]
    public void An_exact_number_comes_before_its_form() =>
        Say("{n, plural, =1 {exactly one} one {one} other {more}}", ("n", 1m)).ShouldBe("exactly one");

    [Theory]
    [InlineData(1.50, "1,5 tonne"), InlineData(2.50, "2,5 tonnes"), InlineData(1000000, "1\u202F000\u202F000 de tonnes")]
    public void The_form_follows_the_number_as_the_language_shows_it(double weight, string said) =>
        SayIn("fr", "{n, plural, one {# tonne} many {# de tonnes} other {# tonnes}}", ("n", (decimal)weight)).ShouldBe(said);

    [Fact]
    public void A_trailing_zero_that_is_not_shown_does_not_change_the_form() =>
        Say("{n, plural, one {# tonne} other {# tonnes}}", ("n", 1.00m)).ShouldBe("1 tonne");

    [Theory]
    [InlineData(3, "few"), InlineData(11, "many"), InlineData(100, "other")]
    public void Arabic_has_six_forms(int count, string form) =>
        SayIn("ar", "{n, plural, zero {zero} one {one} two {two} few {few} many {many} other {other}}", ("n", count)).ShouldBe(form);

    [Theory]
    [InlineData("late", "It is late."), InlineData("received", "It has arrived."), InlineData("else", "It is due."), InlineData(null, "It is due.")]
    public void A_select_takes_the_branch_of_its_value(string? state, string said) =>
        Say("It {state, select, late {is late} received {has arrived} other {is due}}.", ("state", state)).ShouldBe(said);

    [Fact]
    public void Branches_hold_placeholders_and_further_branches() =>
        Say("{n, plural, one {{who, select, us {our # file} other {# file of {who}}}} other {# files}}", ("n", 1), ("who", "Ghana")).ShouldBe("1 file of Ghana");

    [Theory]
    [InlineData("l'année", "l'année")]
    [InlineData("it''s", "it's")]
    [InlineData("'{name}'", "{name}")]
    [InlineData("a '{quoted it''s}' b", "a {quoted it's} b")]
    [InlineData("number # 5", "number # 5")]
    [InlineData("", "")]
    [InlineData("ends with '", "ends with '")]
    public void Apostrophes_quote_as_in_ICU(string text, string said) =>
        Say(text).ShouldBe(said);

    [Fact]
    public void A_quoted_number_sign_stays_itself() =>
        Say("{n, plural, other {'#'# files}}", ("n", 5)).ShouldBe("#5 files");

    [Theory]
    [InlineData("Hello {name", "expected ,")]
    [InlineData("Hello name}", "nothing opened")]
    [InlineData("Hello {}", "name of a placeholder is missing")]
    [InlineData("{n, number}", "neither plural nor select")]
    [InlineData("{n, number, integer}", "neither plural nor select")]
    [InlineData("{n, plural, one {# file}}", "\"other\" of n is missing")]
    [InlineData("{n, plural, one {a} one {b} other {c}}", "there twice")]
    [InlineData("{n, plural, single {a} other {b}}", "not a plural form")]
    [InlineData("{n, plural, =x {a} other {b}}", "not a number")]
    [InlineData("{n, plural, 1 {a} other {b}}", "not a plural form")]
    [InlineData("{x, select, a {b}}", "\"other\" of x is missing")]
    [InlineData("{x, select, a b other {c}}", "expected {")]
    [InlineData("{x, select, other {c}", "a value of x is missing")]
    [InlineData("'{never closed", "never closed")]
    public void What_is_malformed_is_refused_with_a_reason(string text, string reason) =>
        Should.Throw<MalformedMessage>(() => Message.Parse(text)).Message.ShouldContain(reason);

    [Fact]
    public void A_text_nested_without_end_is_refused() =>
        Should.Throw<MalformedMessage>(() => Message.Parse(string.Concat(Enumerable.Repeat("{x, select, other {", 10_000)))).Message.ShouldContain("deeply");

    [Fact]
    public void A_name_in_the_other_script_is_isolated_and_an_address_is_not()
    {
        SayIn("ar", "من {name}.", ("name", "Awa")).ShouldBe("من \u2068Awa\u2069.");
        SayIn("ar", "من {name}.", ("name", "أواه")).ShouldBe("من أواه.");
        SayIn("fr", "De {name}.", ("name", "أواه")).ShouldBe("De \u2068أواه\u2069.");
        SayIn("ar", "{link}", ("link", "https://entente.example/go")).ShouldBe("https://entente.example/go");
    }

    [Fact]
    public void A_plain_text_costs_no_memory_and_a_filled_one_little_more_than_itself()
    {
        var (words, filled) = (Speaking.In("fr"), Message.Parse("De {name} : {n, plural, one {# tonne} many {# tonnes} other {# tonnes}}"));
        Measure(() => words["language.title"]).ShouldBe(0);
        Measure(() => filled.Render(words, ("name", "Awa Ndiaye"), ("n", "3"))).ShouldBeLessThan(200);
    }

    private static long Measure(Func<string> say)
    {
        say();
        var before = GC.GetAllocatedBytesForCurrentThread();
        say();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
