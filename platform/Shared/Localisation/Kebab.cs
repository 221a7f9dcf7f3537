namespace Entente.Shared.Localisation;

/// <summary>Names of code as the keys of texts write them: TooManyDigits is too-many-digits.</summary>
public static class Kebab
{
    public static string Of(Enum value) =>
        string.Concat(value.ToString().Select((letter, at) =>
            char.IsAsciiLetterUpper(letter) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
}
