using Entente.Shared.Components;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Disclosure.Protection;

/// <summary>Everything made by others that this version was built with.</summary>
[AllowAnonymous]
public sealed class LibrariesPage : RoomPage
{
    public ListState State { get; private set; } = null!;

    internal IReadOnlyList<Library> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public IActionResult OnGet()
    {
        State = ListState.Of(Request, "use", "name");
        var sorted = State.Sort == "name" ? Library.All.OrderBy(library => library.Name, StringComparer.Ordinal) : Library.All.OrderBy(library => library.Building);
        var all = (State.Descending ? sorted.Reverse() : sorted).ToList();
        if (State.AsCsv)
            return new CsvDownload("libraries", ["name", "version", "from", "used"], all.Select(one => (IReadOnlyList<object?>)[one.Name, one.Version, one.From, one.Building ? "building" : "running"]));
        Total = all.Count;
        Rows = [.. all.Skip(State.Offset).Take(ListState.Size)];
        return Page();
    }
}
