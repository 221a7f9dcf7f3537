using System.Text.RegularExpressions;

namespace Entente.Bodies.Loading;

/// <summary>How codes are spelled, and which a body may not have.</summary>
internal static partial class Codes
{
    public const string WordRule = "Use lower-case letters and digits, joined by hyphens, at most 40: \"head-of-delegation\".";
    public const string NameRule = "Use lower-case letters, digits and single underscores, beginning with a letter, at most 40: \"weight_landed\". Formulas use it as a name.";
    public const string PartyRule = "Use capital letters and digits, joined by hyphens, at most 20: \"FRA\", \"FRA-SPM\".";
    public const string ListRule = "Use at most 40 characters without spaces.";
    public const string BodyRule = "Use 2 to 30 lower-case letters, digits and underscores, beginning with a letter: it names the body in addresses and in the database.";

    public static bool IsWord(string text) => text.Length <= 40 && Word().IsMatch(text);

    /// <summary>A code that formulas and SQL use as a name.</summary>
    public static bool IsName(string text) => text.Length <= 40 && Name().IsMatch(text);

    public static bool IsParty(string text) => text.Length <= 20 && PartyCode().IsMatch(text);

    public static bool IsList(string text) => text.Length is > 0 and <= 40 && !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter));

    public static bool IsBody(string text) => BodyCode().IsMatch(text);

    /// <summary>Why a body may not have this code, or null.</summary>
    public static string? Reserved(string code)
    {
        if (code.StartsWith("pg_", StringComparison.Ordinal))
            return "PostgreSQL keeps names that begin with \"pg_\" to itself.";
        if (Platform.Contains(code))
            return "The platform itself uses this name.";
        if (Sql.Contains(code))
            return "It is a word of SQL.";
        return Devices.Contains(code) ? "Windows cannot have a folder of this name." : null;
    }

    // Schemas of rooms that are there or drawn in the plan of the house, and first parts of addresses.
    private static readonly HashSet<string> Platform =
    [
        "access", "account", "administration", "api", "assets", "audit", "audiences", "bodies", "body", "build", "consultations",
        "data", "demo", "demonstration", "disclosure", "docs", "download", "drafts", "engines", "entente", "error", "errors",
        "events", "exchange", "export", "extensions", "extract", "files", "forms", "health", "help", "home", "house",
        "indicators", "import", "information_schema", "installation", "invitation", "invitations", "jobs", "keys", "languages", "ledger",
        "letters", "live", "log", "login", "logout", "mail", "measures", "messages", "metrics", "migrations", "new", "notices",
        "obligations", "openapi", "origin", "origins", "people", "platform", "posts", "postgres", "privacy", "profile", "public",
        "query", "queue", "ready", "records", "recovery", "register", "registration", "releases", "report", "reports", "risk",
        "rulings", "search", "security", "sessions", "settings", "shared", "sign_in", "sign_out", "signin", "signout", "static",
        "status", "system", "tariff", "tasks", "telemetry", "template0", "template1", "terms", "test", "tests", "tiles", "transit",
        "verify", "version", "versions", "webauthn", "witness", "work", "workspace", "ar", "en", "es", "fr", "pt",
    ];

    // What PostgreSQL 18 lists as reserved (appendix C of its manual).
    private static readonly HashSet<string> Sql =
    [
        "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "binary", "both", "case",
        "cast", "check", "collate", "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog",
        "current_date", "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "default",
        "deferrable", "desc", "distinct", "do", "else", "end", "except", "false", "fetch", "for", "foreign", "freeze", "from",
        "full", "grant", "group", "having", "ilike", "in", "initially", "inner", "intersect", "into", "is", "isnull", "join",
        "lateral", "leading", "left", "like", "limit", "localtime", "localtimestamp", "natural", "not", "notnull", "null",
        "offset", "on", "only", "or", "order", "outer", "overlaps", "placing", "primary", "references", "returning", "right",
        "select", "session_user", "similar", "some", "symmetric", "system_user", "table", "tablesample", "then", "to",
        "trailing", "true", "union", "unique", "user", "using", "variadic", "verbose", "when", "where", "window", "with",
    ];

    private static readonly HashSet<string> Devices =
    [
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ];

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(_[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Z0-9]+(-[A-Z0-9]+)*\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex PartyCode();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{1,29}\z", RegexOptions.None, 5000)]
    private static partial Regex BodyCode();
}
