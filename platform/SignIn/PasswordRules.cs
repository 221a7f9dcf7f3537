using System.Globalization;
using System.Text;

namespace Entente.SignIn;

/// <summary>
/// Length instead of composition (NIST SP 800-63B, ASVS 6.2): twelve characters or more, anything goes, but not
/// one's own name and not what everybody chooses. The list holds bases, not passwords: digits, signs and the usual
/// substitutions around and inside a base are taken off before the comparison.
/// </summary>
public static class PasswordRules
{
    public const int Shortest = 12;
    public const int Longest = 256;

    private static readonly string[] Bases =
    [
        "password", "passwort", "passord", "motdepasse", "contrasena", "contraseña", "senha", "clave", "wachtwoord", "secret", "letmein",
        "welcome", "bienvenue", "bienvenido", "bemvindo", "changeme", "administrator", "admin", "administrador", "administrateur", "root",
        "user", "utilisateur", "usuario", "guest", "login", "test", "default", "master", "superman", "batman", "dragon", "monkey", "football",
        "baseball", "princess", "sunshine", "iloveyou", "jetaime", "teamo", "shadow", "michael", "jordan", "charlie", "whatever", "trustno",
        "starwars", "computer", "internet", "access", "hello", "bonjour", "qwerty", "qwertyuiop", "qwertz", "azerty", "azertyuiop", "asdfgh",
        "asdfghjkl", "zxcvbn", "zxcvbnm", "abc", "abcdef", "abcdefgh", "customs", "douane", "douanes", "aduana", "aduanas", "alfandega",
        "treaty", "secretariat", "ministry", "ministere", "ministerio", "government", "entente", "correcthorsebatterystaple",
        "spring", "summer", "autumn", "winter", "january", "february", "march", "april", "june", "july", "august", "september", "october",
        "november", "december",
    ];

    private static readonly HashSet<string> Common = [.. Bases.Select(Bare)];

    /// <summary>The key of the text that says what is wrong with it, or null.</summary>
    public static string? Complaint(string password, string name, string email)
    {
        if (password.EnumerateRunes().Count() < Shortest)
            return "sign-in.password.too-short";
        if (password.Length > Longest)
            return "sign-in.password.too-long";
        if (Own(name, email).Any(word => Bare(password).Contains(word, StringComparison.Ordinal)))
            return "sign-in.password.own-name";
        return IsCommon(password) ? "sign-in.password.common" : null;
    }

    private static bool IsCommon(string password)
    {
        var lower = password.ToLowerInvariant();
        return lower.Distinct().Count() < 5 || IsSequence(lower) || IsMadeOfBases(Bare(password)) || IsMadeOfBases(Bare(Literal(password)));
    }

    private static bool IsMadeOfBases(string bare) => bare.Length > 0 && Left(bare).Length < 4;

    // Take whole common words off until nothing more comes off: "PasswordPassword1!" leaves nothing.
    private static string Left(string bare)
    {
        var left = bare;
        foreach (var word in Common.OrderByDescending(word => word.Length))
            left = left.Replace(word, "", StringComparison.Ordinal);
        return left;
    }

    private static bool IsSequence(string text)
    {
        var steps = text.Zip(text.Skip(1), (first, second) => second - first);
        return steps.Count(step => step is 0 or 1 or -1) >= text.Length - 3;
    }

    private static IEnumerable<string> Own(string name, string email) =>
        name.Split([' ', '-', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Append(email.Split('@')[0])
            .Concat(email.Split('@')[0].Split('.', '-', '_'))
            .Select(Bare).Where(word => word.Length >= 4);

    // Letters only, lower case, without accents, with the usual substitutions undone.
    private static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant().Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                bare.Append(letter switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' => 'a', '5' => 's', '7' => 't', '@' => 'a', '$' => 's', '!' => 'i', _ => letter });
        return string.Concat(bare.ToString().Where(char.IsLetter));
    }

    // The same with digits and signs simply left out, for "Summer2026!".
    private static string Literal(string text) => string.Concat(text.Where(char.IsLetter));
}
