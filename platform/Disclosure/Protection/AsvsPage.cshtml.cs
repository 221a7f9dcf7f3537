using System.Globalization;
using Entente.Shared.Components;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Disclosure.Protection;

/// <summary>Every requirement of the ASVS with what proves it.</summary>
[AllowAnonymous]
public sealed class AsvsPage : RoomPage
{
    public ListState State { get; private set; } = null!;

    internal IReadOnlyList<Requirement> Rows { get; private set; } = [];

    public int Total { get; private set; }

    // texts: protection.chapter.*, protection.status.*
    public IEnumerable<Option> Chapters => Enumerable.Range(1, Requirement.Chapters).Select(chapter => new Option(Number(chapter), $"V{chapter} " + T[$"protection.chapter.v{chapter}"]));

    public IEnumerable<Option> Statuses => Enum.GetValues<RequirementStatus>().Select(status => new Option(Requirement.Word(status), T[$"protection.status.{Requirement.Word(status)}"]));

    public IEnumerable<Option> Levels => Enumerable.Range(1, 3).Select(level => new Option(Number(level), T["protection.asvs.level-number", ("level", level)]));

    public IActionResult OnGet()
    {
        State = ListState.Of(Request, "id");
        var all = Ordered(Requirement.All.Where(Matches)).ToList();
        if (State.AsCsv)
            return new CsvDownload("asvs", ["id", "level", "about", "status", "evidence"], all.Select(one => (IReadOnlyList<object?>)[one.Id, one.Level, one.About, Requirement.Word(one.Status), one.Evidence]));
        Total = all.Count;
        Rows = [.. all.Skip(State.Offset).Take(ListState.Size)];
        return Page();
    }

    private bool Matches(Requirement one) =>
        (State.Filter("chapter") is not { } chapter || Number(one.Chapter) == chapter)
        && (State.Filter("status") is not { } status || Requirement.Word(one.Status) == status)
        && (State.Filter("level") is not { } level || Number(one.Level) == level);

    // The file has the order of the standard, which no sorting of its numbers as text would give.
    private IEnumerable<Requirement> Ordered(IEnumerable<Requirement> rows) => State.Descending ? rows.Reverse() : rows;

    /// <summary>The name of a test, to be broken behind its points and strokes and nowhere else.</summary>
    internal static Markup Breakable(string name)
    {
        var (pieces, from) = (new List<Markup>(), 0);
        for (var at = 1; at <= name.Length; at++)
            if (at == name.Length || name[at - 1] is '_' or '.')
            {
                pieces.Add($"{name[from..at]}<wbr>");
                from = at;
            }
        return Markup.Join(pieces);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
