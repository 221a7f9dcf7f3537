namespace Entente.Shared.Localisation;

/// <summary>
/// The texts of the application in the language of the person being answered; pages inject it as T and
/// write <c>@T["sign-in.title"]</c> or <c>T["jobs.waiting", ("count", 3)]</c>.
/// </summary>
public sealed class Words(Language language)
{
    public Language Language { get; } = language;

    public string this[string key, params ReadOnlySpan<(string Name, object? Value)> values] => key;
}

/// <summary>One of the languages of the application, with its direction of writing.</summary>
public sealed record Language(string Code, string OwnName, bool RightToLeft)
{
    public string Direction => RightToLeft ? "rtl" : "ltr";
}
