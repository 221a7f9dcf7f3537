namespace Entente.Bench.Pages;

/// <summary>What a person does in a page, as scripts that end when the answer is on the screen.</summary>
public static class Interactions
{
    /// <summary>Sorts a table by its first column.</summary>
    public const string Sort = "new Promise((done, fail) => {" + UntilSwapped + "part.querySelector('a[data-swap]').click(); })";

    /// <summary>Narrows a table to the rows that hold a text.</summary>
    public static string Search(string text) => $$"""
        new Promise((done, fail) => {
          {{UntilSwapped}}
          const form = document.querySelector('form[data-swap]');
          form.querySelector('input[name=q]').value = '{{text}}';
          form.requestSubmit();
        })
        """;

    // A page that leaves instead of swapping a part has failed its scripts, and would be measured as something else.
    private const string UntilSwapped = """
        const part = document.querySelector('[data-part]');
        addEventListener('pagehide', () => fail(new Error('the page was left')));
        new MutationObserver((_, observer) => {
          if (part.hasAttribute('aria-busy')) return;
          observer.disconnect();
          done();
        }).observe(part, { attributes: true, attributeFilter: ['aria-busy'] });
        """;
}
