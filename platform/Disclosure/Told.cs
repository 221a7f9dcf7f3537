using Entente.Bodies;
using Entente.Shared.Localisation;
using Npgsql;

namespace Entente.Disclosure;

/// <summary>What somebody was shown, before it is known what of it is not public.</summary>
/// <param name="Audiences">The numbers of the sets of readers to which the reader belonged then, as the database writes them.</param>
/// <param name="Grants">Under which grants the reader read then.</param>
public sealed record Told(Person Reader, DateTimeOffset At, Showing Showing, string Audiences, IReadOnlyList<LiveGrant> Grants)
{
    internal IReadOnlyList<LookedAt> Subjects { get; init; } = Showing.Subjects;

    internal Way Way { get; init; } = Showing.By ?? Disclosure.Visit.Current?.Way ?? Way.Mail;

    internal Guid? Key { get; init; } = Disclosure.Visit.Current?.Key;

    /// <summary>Whether it is to be logged before it is shown: what is taken away, and what is read under a grant.</summary>
    public bool IsUrgent => Showing.Before || Way == Way.Export || Subjects.Any(subject => Grants.Any(grant => grant.Statements.Contains(subject.Statement)));

    /// <summary>The request it was shown in.</summary>
    internal Visit? Visit { get; init; } = Disclosure.Visit.Current;
}

/// <summary>A grant that is alive while somebody reads, with the records that it opens.</summary>
public sealed record LiveGrant(Guid Id, IReadOnlySet<Guid> Statements);

/// <summary>A question about what was shown: was it public, and if not whose is it?</summary>
/// <param name="Granted">Whether the reader had it by a grant.</param>
public sealed record AskedOwner(int Place, LookedAt Subject, string Audiences, bool Granted);

/// <summary>The answer, for what is not public.</summary>
public sealed record Owned(int Place, string Body, string? Party, string Definition, string? Label);

/// <summary>How the room that knows the records puts the label of a line into words: a period is kept as its days.</summary>
public delegate string CalledLabel(PublishedDefinition published, string label, Words t);

/// <summary>How the room that knows the records says whose they are: only what is not public comes back.</summary>
public delegate Task<IReadOnlyList<Owned>> OwnersOf(NpgsqlConnection connection, IReadOnlyList<AskedOwner> asked, CancellationToken cancel);
