using System.Text.RegularExpressions;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Content;
using Entente.Shared.Localisation;
using static Entente.Records.Interchange.CellReading;

namespace Entente.Records.Interchange;

/// <summary>Numbers with their unit, money with its currency, and codes of the Harmonised System.</summary>
internal static partial class CellNumbers
{
    private const int MostFigures = 10;

    public static CellReading Read(Field field, string text, Language language, DecimalSign? settled)
    {
        if (field.Unit is { Length: > 0 } unit && text.EndsWith(unit, StringComparison.OrdinalIgnoreCase) && text.Length > unit.Length && !char.IsLetter(text[^(unit.Length + 1)]))
            text = text[..^unit.Length].TrimEnd();
        return Number(text, language, settled, out var number) is { } wrong ? wrong
            : field.Type == FieldType.Whole && number != decimal.Truncate(number) ? Wrong("cell.whole", NumberReader.Canonical(number))
            : Of(Answer.Of(Value.Of(number)));
    }

    public static CellReading ReadMoney(Field field, string text, Language language, DecimalSign? settled)
    {
        var named = Named().Match(text);
        var (amount, currency) = named.Success
            ? (named.Groups["amount"].Value, (named.Groups["before"].Value + named.Groups["after"].Value).ToUpperInvariant())
            : (text, "");
        if (currency == "€")
            currency = "EUR";
        if (currency.Length > 0 && Currencies.Find(currency) is null)
            return Wrong("cell.currency-unknown", currency);
        if (field.Currency is { } only && currency.Length > 0 && currency != only)
            return Wrong("cell.currency-other", currency, only);
        if (Number(amount, language, settled, out var number) is { } wrong)
            return wrong;
        if (field.Currency is not null)
            return Of(Answer.Of(Value.Of(number)));
        return currency.Length == 0
            ? Wrong("cell.currency-missing")
            : Of(Answer.Of(Money(number, currency)));
    }

    /// <summary>Only figures count; the nought that spreadsheets take away is asked for.</summary>
    public static CellReading ReadHs(string text)
    {
        var plain = Typed.Plain(text);
        var figures = string.Concat(plain.Where(char.IsAsciiDigit));
        if (figures.Length is 0 or > MostFigures || !plain.All(sign => char.IsAsciiDigit(sign) || sign is '.' or ' ' or '-'))
            return Wrong("cell.hs", CellText.Short(text));
        return figures.Length % 2 == 1
            ? Wrong("cell.hs-nought", CellText.Short(text), "0" + figures)
            : Of(Answer.Of(Value.Of(figures)));
    }

    public static Value Money(decimal amount, string currency) =>
        Value.Of(Context.Of(("amount", Value.Of(amount)), ("currency", Value.Of(currency))));

    public static string Write(Value value, Language language) => Write(value.AsNumber, language);

    public static string WriteMoney(Value value, Language language) =>
        Parts(value) is var (amount, currency) ? $"{currency} {Write(amount, language)}" : Write(value, language);

    public static string Show(Value value, Language language) =>
        value.AsNumber.TryToDecimal(out var number) ? Formats.Of(language).Number(number) : value.Text();

    public static string ShowMoney(Field field, Value value, Language language) =>
        Parts(value) is var (amount, currency)
            ? $"{Show(Value.Of(amount), language)}\u00A0{currency}"
            : field.Currency is { } only ? $"{Show(value, language)}\u00A0{only}" : Show(value, language);

    /// <summary>Amount and currency; null for money of one currency, which is a plain number.</summary>
    public static (Number Amount, string Currency)? Parts(Value value) =>
        value.Kind == Kind.Context && value.AsContext.TryGet("amount", out var amount) && value.AsContext.TryGet("currency", out var currency)
            ? (amount.AsNumber, currency.AsText)
            : null;

    private static string Write(Number number, Language language) =>
        number.TryToDecimal(out var exact) ? NumberReader.Print(exact, language) : number.ToString();

    private static CellReading? Number(string text, Language language, DecimalSign? settled, out decimal number)
    {
        var reading = NumberReader.Read(text, language, settled);
        number = reading is NumberReading.Understood understood ? understood.Value : 0;
        return reading switch
        {
            NumberReading.Ambiguous two => Wrong("cell.number-ambiguous", NumberReader.Canonical(two.First), NumberReader.Canonical(two.Second)),
            NumberReading.NotANumber not => Wrong("cell.number", Kebab.Of(not.Fault)),
            _ => null,
        };
    }

    [GeneratedRegex(@"^(?:(?<before>[A-Za-z]{3}|€)\s*(?<amount>[^A-Za-z€]+)|(?<amount>[^A-Za-z€]+?)\s*(?<after>[A-Za-z]{3}|€))$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();
}
