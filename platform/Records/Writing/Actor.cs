using Entente.Bodies;
using Entente.SignIn;

namespace Entente.Records.Writing;

/// <summary>Who acts: a person with the posts of today, a program's key bound to one post, or the house itself (a job).</summary>
public sealed record Actor(Guid? Person, Guid? Key, IReadOnlyList<Holding> Holdings)
{
    /// <summary>The house itself: what time does, and nobody in particular.</summary>
    public static Actor House { get; } = new(null, null, []) { IsHouse = true };

    public bool IsHouse { get; private init; }

    public static Actor Of(Person person) => new(person.Id, null, [.. person.Holdings, .. person.Trials]);

    /// <summary>A program: it acts in the name of whoever made its key, with the one post of the key.</summary>
    public static Actor Of(KeyUse use) => new(use.Person.Id, use.Key, use.Person.Holdings);

    /// <summary>Under which name a command given twice is known to be the same one's.</summary>
    public string Name => IsHouse ? "house" : Key is { } key ? $"key:{key}" : $"person:{Person}";

    /// <summary>Whether one of these posts, or a post with one of these rights, is held for the party, or by the body's own people.</summary>
    public bool May(IEnumerable<string> by, string body, string? party) =>
        by.Any(word => Holdings.Any(holding => holding.Body == body && Fits(holding, word, party)));

    public bool Serves(string body) => Holdings.Any(holding => holding.Body == body && holding.Party is null && holding.Rights.Contains(Right.Serve));

    // What a right allows for a party, it allows that party's people: the body's own enter for it only on its behalf.
    private static bool Fits(Holding holding, string word, string? party) =>
        holding.Post == word ? holding.Party is null || holding.Party == party
        : holding.Rights.Any(right => RightNames.Of(right) == word && (holding.Party == party || (holding.Party is null && right == Right.Serve)));
}
