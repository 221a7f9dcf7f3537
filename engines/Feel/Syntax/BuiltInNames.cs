namespace Entente.Feel.Syntax;

/// <summary>What the language itself names with several words.</summary>
internal static class BuiltInNames
{
    public static readonly string[] Functions =
    [
        "date and time", "years and months duration", "string length", "upper case", "lower case", "substring before", "substring after",
        "starts with", "ends with", "string join", "list contains", "list replace", "insert before", "index of", "distinct values",
        "get value", "get entries", "context put", "context merge", "round up", "round down", "round half up", "round half down",
        "day of year", "day of week", "month of year", "week of year", "last day of month", "add working days",
        "met by", "overlaps before", "overlaps after", "finished by", "started by",
    ];

    public static readonly string[] Members = ["time offset", "start included", "end included"];

    public static readonly string[] Types = ["date and time", "days and time duration", "years and months duration"];
}
