using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Notices;
using Entente.Records.Writing;

namespace Entente.Records.Disclosing;

/// <summary>
/// Who reads each part of a statement, in words. A part is called by what its readers follow from: null for the statement's own
/// sharing, a word that the definition says, or the place for which the party chooses (<c>@catches</c>, <c>@catches.price</c>). Pure.
/// </summary>
public sealed record PartReaders(IReadOnlyDictionary<string, IReadOnlyList<string>> Parts)
{
    private const char At = '@';

    public IReadOnlyList<string> Words(string? part) => Parts[part ?? ""];

    /// <summary>From what the readers of the fields of a section follow that have no own.</summary>
    public static string? Of(Section section) => section.IsChosen ? At + section.Code : section.ShownTo;

    /// <summary>From what the readers of a field follow.</summary>
    public static string? Of(Section section, Field field) => field.IsChosen ? $"{At}{section.Code}.{field.Code}" : field.ShownTo ?? Of(section);

    /// <param name="opens">The instant from which a notice is read; null: at once.</param>
    public static PartReaders Of(Body body, Definition definition, string? party, Choice choice, DateTimeOffset? opens = null)
    {
        var parts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            [""] = Words(new Said(choice.ShownTo, choice.Opens)),
        };
        foreach (var section in definition.Sections)
        {
            var of = Resolve(Of(section), section.Code, section.ShownTo, new Said(choice.ShownTo, choice.Opens));
            Put(Of(section), of);
            foreach (var field in section.Fields)
                if (Of(section, field) is var part && part != Of(section))
                    Put(part, Resolve(part, $"{section.Code}.{field.Code}", field.ShownTo, of));
        }
        return new PartReaders(parts);

        Said Resolve(string? part, string place, string? fixedTo, Said otherwise) => part switch
        {
            null => otherwise,
            [At, ..] => new Said(choice.Of(place)?.ShownTo ?? fixedTo ?? otherwise.ShownTo, choice.Of(place)?.Opens ?? otherwise.Opens),
            _ => new Said(part, choice.Opens),
        };

        void Put(string? part, Said said) => parts.TryAdd(part ?? "", Words(said));

        IReadOnlyList<string> Words(Said said) => Audiences.Words(body, party, said.ShownTo, said.ShownTo is Sharing.Own or Sharing.Sealed ? null : Later(opens, said.Opens is { } day ? Timing.Midnight(day, body) : null));
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    private readonly record struct Said(string ShownTo, DateOnly? Opens);
}
