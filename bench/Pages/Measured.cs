using Entente.Bench.Browser;
using Entente.Bench.Link;
using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Pages;

/// <summary>A page to measure. The interaction is a script that does in the page what a person would.</summary>
public sealed record Page(string Name, Uri Address, Cookies? Session = null, string? Interaction = null);

/// <summary>One visit over the link: what crossed it and how long the person waited.</summary>
public sealed record Crossing(long IpDown, long IpUp, IReadOnlyList<Fetched> Fetched, Times Times)
{
    /// <summary>Headers and compressed content of everything fetched.</summary>
    public long Compressed => Fetched.Sum(fetched => fetched.Bytes);

    public long Script => Fetched.Where(fetched => fetched.Kind == "Script").Sum(fetched => fetched.Bytes);
}

/// <summary>One run of one page: with nothing kept, and again with what the first visit left in the cache.</summary>
public sealed record Run(Crossing First, Crossing Later, Crossing? Interaction);

/// <summary>The runs of one page under one profile, in medians.</summary>
public sealed record Measured(Page Page, Profile Profile, IReadOnlyList<Run> Runs)
{
    public double First(Func<Crossing, double> figure) => Figure.Median(Runs.Select(run => figure(run.First)));

    public double Later(Func<Crossing, double> figure) => Figure.Median(Runs.Select(run => figure(run.Later)));

    public double Interaction(Func<Crossing, double> figure) => Figure.Median(Runs.Select(run => run.Interaction).OfType<Crossing>().Select(figure));
}
