using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Pages;
using Entente.Records.Reading;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Views;

/// <summary>One thing that happened, with the version that it made, if it made one.</summary>
public sealed record Moment(DateTimeOffset At, string Title, string? By, bool OnBehalf, string? Reason, VersionMade? Made, string? Becomes);

/// <summary>
/// Who did what, when and why: every version, and for the party and those who serve the body everything that happened between
/// them. Others who read the statement are told of its versions and of nobody's name.
/// </summary>
[AllowAnonymous]
public sealed class VersionsPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, People people, Readings readings) : VersionPages(bodies, definitions, desks, people)
{
    private const int MostChosen = 200;

    public IReadOnlyList<VersionMade> Versions { get; private set; } = [];

    public IReadOnlyList<Moment> Moments { get; private set; } = [];

    /// <summary>To choose two to compare.</summary>
    public IReadOnlyList<Option> Choices => [.. Versions.Take(MostChosen).Select(made => new Option(made.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), T["records.page.receipt-of", ("number", made.Number)] + " · " + T.Date(made.At)))];

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        (Versions, var events) = await readings.As(Me, Showing.History(id), async connection =>
            ((IReadOnlyList<VersionMade>)await Past.Versions(connection, id, Cancelled), await Past.Events(connection, id, Cancelled)), Cancelled);
        await Know(events.Select(happened => happened.By).Concat(events.Count > 0 ? Versions.Select(made => made.ConfirmedBy) : []));
        Moments = events.Count > 0 ? [.. events.Select(Moment)] : [.. Versions.Select(made => new Moment(made.At, T["records.page.receipt-of", ("number", made.Number)], null, false, null, made, null))];
        return Page();
    }

    private Moment Moment(Happened happened)
    {
        // A proposal or a confirmation names the version that it is about; only the one that was made then was made by it.
        var made = Versions.FirstOrDefault(version => version.Number == happened.Version && version.At == happened.At);
        var step = StepName(happened.Step);
        return new Moment(happened.At, made is null ? step : T["records.view.step.version", ("step", step), ("number", made.Number)],
            NameOf(happened.By, happened.ByProgram), happened.OnBehalf, happened.Reason ?? made?.Reason, made, happened.From == happened.To ? null : happened.To);
    }

    // texts: records.view.event.*
    private string StepName(string step) => Definition.Workflow.Step(step) is { } known ? Say(known.Name).Text
        : T.Has($"registers.act.{step}") ? T[$"registers.act.{step}"]
        : T.Has($"records.view.event.{step}") ? T[$"records.view.event.{step}"] : step;
}
