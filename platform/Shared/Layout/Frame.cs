namespace Entente.Shared.Layout;

/// <summary>What a page tells the frame around it: its title, where it belongs, the way back.</summary>
public sealed class Frame
{
    public static Frame Of(HttpContext context)
    {
        if (context.Features.Get<Frame>() is { } frame)
            return frame;
        frame = new Frame();
        context.Features.Set(frame);
        return frame;
    }

    /// <summary>The page's own title; <c>&lt;page-title&gt;</c> sets it.</summary>
    public string? Title { get; set; }

    /// <summary>The body whose page this is, shown under the bar with its navigation.</summary>
    public Place? Place { get; set; }

    /// <summary>The links beside the place's name; the one the address lies under is marked as current.</summary>
    public List<Crumb> Navigation { get; } = [];

    /// <summary>The link under which the page lies although its address does not: a declaration lies under the declarations of its body.</summary>
    public string? Under { get; set; }

    /// <summary>From the outermost; the page itself is not among them.</summary>
    public List<Crumb> Breadcrumbs { get; } = [];

    public Crumb? Back { get; set; }

    /// <summary>Something that holds for everything on the page, said above it: that nothing of it counts.</summary>
    public string? Warning { get; set; }

    /// <summary>Where to say something to the warning.</summary>
    public Crumb? Answer { get; set; }

    /// <summary>An error page asks nothing of the database, which may be what is broken.</summary>
    public bool Failed { get; init; }

    /// <summary>Whether the link is where the reader is: the address itself, or one below it that no longer link covers.</summary>
    public bool IsCurrent(Crumb link, PathString path) =>
        Navigation.Where(other => Covers(other, Under ?? path)).MaxBy(other => other.Address.Length) == link;

    private static bool Covers(Crumb link, PathString path) => path.StartsWithSegments(link.Address.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A body by name, in the language the name is written in.</summary>
public sealed record Place(string Name, string Address, string? Language = null);

public sealed record Crumb(string Text, string Address)
{
    /// <summary>In a navigation it stands behind those that are there for the daily work.</summary>
    public bool Last { get; init; }
}

/// <summary>When the reader's session ends, and what to fetch so that it does not. Signing in sets it; the page warns five minutes ahead.</summary>
public sealed record SessionEnd(DateTimeOffset At, string StayAddress);
