using System.Runtime.CompilerServices;

namespace Entente.Shared.Localisation;

/// <summary>
/// A text with its placeholders, parsed once: the part of ICU MessageFormat that the texts use
/// (<c>{name}</c>, <c>{n, plural, …}</c>, <c>{x, select, …}</c>, apostrophe quoting, nesting).
/// </summary>
public sealed class Message
{
    private readonly string? _plain;

    internal Message(IReadOnlyList<Part> parts)
    {
        Parts = parts;
        _plain = parts switch
        {
            [] => "",
            [Part.Text text] => text.Value,
            _ => null,
        };
    }

    internal IReadOnlyList<Part> Parts { get; }

    /// <exception cref="MalformedMessage">With the reason and the place in the text.</exception>
    public static Message Parse(string text) => new MessageParser(text).Parse();

    public string Render(Words words, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (_plain is not null)
            return _plain;
        var output = new DefaultInterpolatedStringHandler(0, 0, words.Formats.Culture, stackalloc char[256]);
        Write(ref output, words, values);
        return output.ToStringAndClear();
    }

    /// <summary>The same message with every literal text changed; placeholders and branches stay.</summary>
    internal Message WithTexts(Func<string, string> change) => new([.. Parts.Select(part => part.WithTexts(change))]);

    private void Write(ref DefaultInterpolatedStringHandler output, Words words, ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var part in Parts)
        {
            switch (part)
            {
                case Part.Text text:
                    output.AppendLiteral(text.Value);
                    break;
                case Part.Placeholder placeholder:
                    output.AppendLiteral(Find(values, placeholder.Name, out var value) ? words.Say(value) : "{" + placeholder.Name + "}");
                    break;
                case Part.Plural plural:
                    plural.Choose(Find(values, plural.Name, out var count) ? count : null, words.Language).Write(ref output, words, values);
                    break;
                case Part.Select select:
                    select.Choose(Find(values, select.Name, out var chosen) ? chosen : null).Write(ref output, words, values);
                    break;
            }
        }
    }

    private static bool Find(ReadOnlySpan<(string Name, object? Value)> values, string name, out object? value)
    {
        foreach (var candidate in values)
        {
            if (candidate.Name == name)
            {
                value = candidate.Value;
                return true;
            }
        }
        value = null;
        return false;
    }
}

internal abstract record Part
{
    public virtual Part WithTexts(Func<string, string> change) => this;

    internal sealed record Text(string Value) : Part
    {
        public override Part WithTexts(Func<string, string> change) => new Text(change(Value));
    }

    /// <summary>A value; the sign # inside a plural is the plural's own value.</summary>
    internal sealed record Placeholder(string Name) : Part;

    internal sealed record Plural(string Name, IReadOnlyDictionary<decimal, Message> Exact, IReadOnlyDictionary<PluralForm, Message> Forms) : Part
    {
        public Message Choose(object? count, Language language)
        {
            if (!Formats.TryNumber(count, out var number))
                return Forms[PluralForm.Other];
            if (Exact.TryGetValue(number, out var exact))
                return exact;
            return Forms.TryGetValue(Localisation.Plural.Of(number, language), out var form) ? form : Forms[PluralForm.Other];
        }

        public override Part WithTexts(Func<string, string> change) => new Plural(Name,
            Exact.ToDictionary(branch => branch.Key, branch => branch.Value.WithTexts(change)),
            Forms.ToDictionary(branch => branch.Key, branch => branch.Value.WithTexts(change)));
    }

    internal sealed record Select(string Name, IReadOnlyDictionary<string, Message> Branches) : Part
    {
        public const string Other = "other";

        public Message Choose(object? value) =>
            Branches.TryGetValue(value as string ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? Other, out var branch)
                ? branch
                : Branches[Other];

        public override Part WithTexts(Func<string, string> change) => new Select(Name,
            Branches.ToDictionary(branch => branch.Key, branch => branch.Value.WithTexts(change), StringComparer.Ordinal));
    }
}
