using Entente.Feel;
using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>How an entry, a case, a certificate or a notice is called, from the fields that its definition names.</summary>
internal static class Titles
{
    private const int Longest = 300;

    /// <summary>Null where the definition names no field, or nothing stands there. What is shown to fewer than the rest is no part of it.</summary>
    public static string? Of(Statement content)
    {
        var traits = content.Definition.Traits;
        var named = traits.Register?.Title ?? traits.Case?.Title ?? traits.Certificate?.Title ?? traits.Notice?.Title ?? [];
        var title = string.Join(" · ", named.Select(place => Said(content, place)).OfType<string>());
        return title.Length == 0 ? null : title.Length <= Longest ? title : title[..Longest];
    }

    private static string? Said(Statement content, string place)
    {
        var section = content.Definition.Sections.FirstOrDefault(section => !section.IsTable && (place.Split('.') is [var code, var of] ? section.Code == code && section.Field(of) is not null : section.Field(place) is not null));
        if (section?.Field(place.Split('.')[^1]) is not { HasOwnReaders: false } field || section.ShownTo is not null || section.IsChosen)
            return null;
        var answer = content[section.Code, field.Code];
        return !answer.HasValue ? null : answer.Value.Kind == Kind.Text ? answer.Value.AsText : answer.Value.Text();
    }
}
