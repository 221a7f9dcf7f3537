namespace Entente.Disclosure;

/// <summary>Which part of a statement was looked at.</summary>
public enum Part
{
    /// <summary>That it is there: whose, for when, how it is called, in which state.</summary>
    Overview,
    /// <summary>What a version says.</summary>
    Version,
    /// <summary>What is being worked on.</summary>
    Draft,
    /// <summary>Who did what with it, when and why.</summary>
    History,
    /// <summary>A file that belongs to it.</summary>
    File,
    /// <summary>One line among others.</summary>
    List,
}

/// <summary>By which way it reached its reader.</summary>
public enum Way { Page, Print, Interface, Export, File, Query, Mail }

/// <param name="Version">Null: whichever there were.</param>
/// <param name="File">The file itself, where one was taken.</param>
public sealed record LookedAt(Guid Statement, Part Part, int? Version = null, Guid? File = null);

/// <summary>
/// What a reading lays before its reader. Nothing that was declared is read without one: what is not public among it is
/// written into the log of readings, which its owner sees.
/// </summary>
public sealed record Showing
{
    private Showing(IReadOnlyList<LookedAt> subjects) => Subjects = subjects;

    public IReadOnlyList<LookedAt> Subjects { get; }

    /// <summary>Whether it has to stand in the log before anything is shown.</summary>
    public bool Before { get; private init; }

    /// <summary>Null: as the address says.</summary>
    public Way? By { get; private init; }

    /// <summary>Nothing that anybody declared is shown by it.</summary>
    /// <param name="why">Why not, for whoever reads the code.</param>
    public static Showing Nothing(string why) => why.Length > 0 ? Blank : throw new ArgumentException("A reading that shows nothing says why.", nameof(why));

    public static Showing At(Guid statement) => new([new LookedAt(statement, Part.Overview)]);

    public static Showing Versions(Guid statement, params IReadOnlyList<int> versions) =>
        new(versions is [] ? [new LookedAt(statement, Part.Version)] : [.. versions.Select(version => new LookedAt(statement, Part.Version, version))]);

    public static Showing Draft(Guid statement) => new([new LookedAt(statement, Part.Draft)]);

    public static Showing History(Guid statement) => new([new LookedAt(statement, Part.History)]);

    public static Showing AtFile(Guid statement, Guid file) => new([new LookedAt(statement, Part.File, File: file)]) { By = Way.File };

    public static Showing List(IEnumerable<Guid> statements) => new([.. statements.Distinct().Select(id => new LookedAt(id, Part.List))]);

    /// <summary>It takes what was declared away as a file or a stream.</summary>
    public Showing Taken() => this with { Before = true, By = Way.Export };

    /// <summary>It is logged before it is shown.</summary>
    public Showing First() => this with { Before = true };

    private static readonly Showing Blank = new([]);
}
