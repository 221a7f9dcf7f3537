using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Entente.Shared.Components;

namespace Entente.Bodies;

/// <summary>The codes of a list as things to look up: by the code, and by the label in any of its languages.</summary>
public static class CodeSearch
{
    // Made once for as long as the version of the body lasts: thousands of labels are not folded anew for every letter typed.
    private static readonly ConditionalWeakTable<CodeList, ConcurrentDictionary<(string Language, DateOnly Day), OptionSearch>> Made = [];

    /// <summary>Those in force on the day, labelled in the language of the reader.</summary>
    public static OptionSearch In(CodeList list, string language, DateOnly day)
    {
        var made = Made.GetOrCreateValue(list);
        if (made.TryGetValue((language, day), out var search))
            return search;
        // Yesterday's are not asked for again.
        if (made.Keys.Any(key => key.Day < day))
            made.Clear();
        return made.GetOrAdd((language, day), _ => new OptionSearch(list.On(day).Select(row => Option(row, language))));
    }

    private static Option Option(ListCode row, string language) => new(row.Code, $"{row.Code} {row.Label.In(language).Text}",
        Search: string.Join(' ', row.Label.All.Select(label => label.Text)));
}
