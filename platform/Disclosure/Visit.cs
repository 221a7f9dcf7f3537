namespace Entente.Disclosure;

/// <summary>
/// A request of somebody who is known: by which way it came and with which key of a program. Like the post of a key it is
/// no parameter of each reading, because one that forgot it would log somebody else.
/// </summary>
public sealed class Visit(Way way, Guid? key)
{
    private static readonly AsyncLocal<Visit?> Now = new();
    private readonly Lock _gate = new();
    private readonly HashSet<LookedAt> _logged = [];

    /// <summary>Null outside of requests: what is read there for a person goes to that person by mail.</summary>
    public static Visit? Current { get => Now.Value; set => Now.Value = value; }

    public Way Way => way;

    /// <summary>The key of the program that asks.</summary>
    public Guid? Key => key;

    /// <summary>It is in the log already, because it had to be before it was shown.</summary>
    internal void Logged(Told told)
    {
        lock (_gate)
            _logged.UnionWith(told.Subjects);
    }

    /// <summary>Each thing that a request showed once: who saw a version need not be told to have seen that it is there.</summary>
    internal static IReadOnlyList<Told> Once(IReadOnlyList<Told> all) =>
        [.. all.Where(told => told.Visit is null), .. all.Where(told => told.Visit is not null).GroupBy(told => told.Visit!, ReferenceEqualityComparer.Instance).SelectMany(group => ((Visit)group.Key!).Once(group.ToList()))];

    private IReadOnlyList<Told> Once(List<Told> mine)
    {
        lock (_gate)
        {
            var deeper = mine.SelectMany(told => told.Subjects).Concat(_logged).Where(subject => subject.Part is not (Part.Overview or Part.List)).Select(subject => subject.Statement).ToHashSet();
            return [.. mine.Select(told => told with { Subjects = [.. told.Subjects.Where(subject => (subject.Part is not Part.Overview || !deeper.Contains(subject.Statement)) && _logged.Add(subject))] })
                .Where(told => told.Subjects.Count > 0)];
        }
    }

    /// <summary>Which way an address is.</summary>
    public static Way WayOf(PathString path, bool taken) =>
        path.Value?.EndsWith("/workbook", StringComparison.OrdinalIgnoreCase) == true && (taken || path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) ? Way.Export
        : path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? Way.Interface
        : path.StartsWithSegments("/files", StringComparison.OrdinalIgnoreCase) ? Way.File
        : taken ? Way.Export
        : path.Value?.EndsWith("/view/print", StringComparison.OrdinalIgnoreCase) == true ? Way.Print
        : Way.Page;
}
