using Entente.Shared.Localisation;

namespace Entente.Bodies.Editing;

/// <summary>One thing that is no longer as it was, to be put into words.</summary>
/// <param name="Of">What it belongs to: a form, a list, the body.</param>
/// <param name="What">The end of the text's key: required-now, code-added.</param>
public sealed record Change(LocalText Of, string What, params IReadOnlyList<(string Name, object? Value)> Values)
{
    /// <summary>In the reader's language; texts of the body as the body has them in it.</summary>
    // texts: editing.words.*
    public string Say(Words t) => t[$"editing.words.{What}", [.. Values.Select(value => (value.Name, Said(value.Value, t)))]];

    private static object? Said(object? value, Words t) => value switch
    {
        LocalText text => text.In(t.Language.Code).Text,
        Setting { Name: var name } => t.Has($"editing.setting.{name}") ? t[$"editing.setting.{name}"] : name,
        _ => value,
    };
}

/// <summary>A setting by its name in the file.</summary>
// texts: editing.setting.*
public sealed record Setting(string Name);
