using Microsoft.AspNetCore.Mvc;

namespace Entente.Bodies.Editing;

/// <summary>The forms that the reader's party was asked to try, now and before.</summary>
public sealed class TrialsPage(BodyCatalogue bodies, Trials trials, TimeProvider time) : BodyPage(bodies)
{
    public IReadOnlyList<Trial> Trials { get; private set; } = [];

    public DateOnly Today => Body.Today(time);

    public async Task<IActionResult> OnGetAsync(string code)
    {
        if (!Find(code) || !Me!.In(code).Any())
            return Refuse(StatusCodes.Status404NotFound);
        Trials = await trials.All(Me!, code, Cancelled);
        return Page();
    }
}
