using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Shared.Localisation;

namespace Entente.Records.Disclosing;

/// <summary>Who reads what, in the reader's words.</summary>
public sealed class ChoiceWords(Body body, Definition definition, Words t)
{
    /// <summary>"public", an audience, and also a principal: "party:JPN", "group:north", "serving".</summary>
    public string Name(string word) => word switch
    {
        Sharing.Own => t["records.page.shown.own"],
        Sharing.Sealed => t["records.page.shown.sealed"],
        Sharing.Public => t["records.page.shown.public"],
        "serving" => t["records.seen.secretariat"],
        _ when word.Split(':') is ["party", var party] => body.Party(party) is { } known ? known.Name.In(t.Language.Code).Text : party,
        _ when word.Split(':') is ["group", var group] => body.Group(group) is { } known ? known.Name.In(t.Language.Code).Text : group,
        _ when word.Split(':') is ["all", var all] => Audience(all),
        _ => Audience(word),
    };

    public string Place(string place) => place.Split('.') switch
    {
        [var section] => definition.Section(section)?.Name.In(t.Language.Code).Text ?? section,
        [var section, var field] => definition.Section(section)?.Field(field) is { } known ? $"{definition.Section(section)!.Name.In(t.Language.Code).Text}: {known.Name.In(t.Language.Code).Text}" : place,
        _ => place,
    };

    /// <summary>The statement, then each part of which something was said.</summary>
    public IEnumerable<(string? Place, string Who)> Lines(Choice choice) =>
        choice.Parts.Select(part => ((string?)Place(part.Place), Said(part.ShownTo is { } word ? Name(word) : t["records.readers.as-rest"], part.Opens))).Prepend((null, Said(Name(choice.ShownTo), choice.Opens)));

    public string All(string choice) => string.Join("; ", Lines(Choice.Read(choice)).Select(line => line.Place is null ? line.Who : $"{line.Place}: {line.Who}"));

    private string Said(string who, DateOnly? opens) => opens is { } day ? t["records.readers.from", ("who", who), ("day", t.Date(day))] : who;

    private string Audience(string code) => (body.Audiences.FirstOrDefault(audience => audience.Code == code)?.Name ?? body.Group(code)?.Name)?.In(t.Language.Code).Text ?? code;
}
