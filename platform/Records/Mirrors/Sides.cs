using Entente.Bodies;

namespace Entente.Records.Mirrors;

/// <summary>
/// Who stands on a side when a row names a country or a party: the party that declares for it. A member of a union for whom the union declares is
/// the union; what is no party stands for itself.
/// </summary>
internal sealed class Sides(Body body, string declaredBy, DateOnly day)
{
    private readonly HashSet<string> _declaring = body.In(declaredBy, day).Select(party => party.Code).ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    public string Of(string named) => _known.TryGetValue(named, out var side) ? side : _known[named] = Find(named);

    private string Find(string named)
    {
        var party = body.Party(named) ?? body.Parties.FirstOrDefault(one => one.Country == named && one.On(day) is not null) ?? body.Parties.FirstOrDefault(one => one.Country == named);
        if (party is null || _declaring.Contains(party.Code))
            return party?.Code ?? named;
        var union = party.On(day)?.Groups.Select(code => body.Group(code)?.Union).FirstOrDefault(code => code is not null);
        return union is not null && _declaring.Contains(union) ? union : party.Code;
    }
}
