using System.Globalization;
using Entente.Shared.Components;

namespace Entente.Records.Pages.Entry;

/// <summary>
/// How the inputs of a form are named: "f.weight" in a section of fields, "r12.weight" in the twelfth row of a table. The
/// row's own id is sent once, under "r12". Codes of fields have no points, so nothing can be taken for another.
/// </summary>
public static class CellName
{
    /// <summary>The one row of a section of fields.</summary>
    public const string Fields = "f";

    /// <summary>The parts of an answer that takes more than one input.</summary>
    public const string Instead = "instead", Reason = "reason", Currency = "currency", Latitude = "latitude", Longitude = "longitude", Time = "time";

    /// <summary>That a file is an answer no longer.</summary>
    public const string Drop = "drop";

    /// <summary>The last entry of the draft's log that the page was made from; and the page itself, as one who works on the draft.</summary>
    public const string Seen = "seen", Client = "client";

    /// <summary>The rows that are to go.</summary>
    public const string Remove = "remove";

    /// <summary>Which button was pressed.</summary>
    public const string Do = "do";

    /// <summary>Before the name of a cell of which two people said different things: which of them is right.</summary>
    public const string Choose = "choose.";

    public static string Row(long number) => string.Create(CultureInfo.InvariantCulture, $"r{number}");

    public static string Of(string row, string field) => $"{row}.{field}";

    public static string Of(long? number, string field) => Of(number is { } row ? Row(row) : Fields, field);

    /// <summary>"#r12_weight": where the summary of what is wrong leads.</summary>
    public static string Anchor(long? number, string field) => "#" + FieldId.Of(Of(number, field));
}
