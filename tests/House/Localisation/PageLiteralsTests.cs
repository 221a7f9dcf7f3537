using Entente.Shared.Localisation;

namespace Entente.Tests.House.Localisation;

public sealed class PageLiteralsTests
{
    [Fact]
    public void Every_page_of_the_sources_is_looked_at() =>
        PageLiterals.Pages(typeof(Texts).Assembly).Count().ShouldBe(Tree.Files("platform", ".cshtml").Count);

    [Fact]
    public void No_page_says_a_word_that_is_not_in_the_catalogue() =>
        PageLiterals.Pages(typeof(Texts).Assembly).SelectMany(PageLiterals.Of).ShouldBeEmpty();

    [Theory]
    [InlineData("<p>Hello</p>", "Hello"), InlineData("<p>  مرحبا </p>", "مرحبا"), InlineData("Hello <b>", "Hello"), InlineData("<img alt=\"A ship\">", "alt=\"A ship\""), InlineData("<a aria-label='x'>", "aria-label=\"x\"")]
    public void Words_in_markup_are_found(string markup, string said) => PageLiterals.Spoken(markup).ShouldBe([said]);

    [Theory]
    [InlineData("<p>1 – 2 &nbsp;</p>"), InlineData("<code translate=\"no\">entente run</code>"), InlineData("<input type=\"text\" name=\"title\" class=\"title\">"), InlineData("<img alt=\"\">"), InlineData("<script>let x</script>")]
    public void What_says_nothing_is_left_alone(string markup) => PageLiterals.Spoken(markup).ShouldBeEmpty();
}
