using System.Diagnostics;
using System.Globalization;
using Entente.Shared.Localisation;
using Npgsql;

namespace Entente.Shared.Web;

/// <summary>Something that went wrong with a request, as it is told to the person: what, what now, and a reference.</summary>
public sealed record Mishap(int Status, string Kind, string Reference)
{
    /// <summary>How long to wait before trying again.</summary>
    public int? Minutes { get; init; }

    public static Mishap Of(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var expired = context.Features.Get<ExpiredForm>() is not null;
        return new Mishap(status, expired ? "expired-form" : KindOf(status), Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier)
        {
            Minutes = int.TryParse(context.Response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? Math.Max(1, (seconds + 59) / 60) : null,
        };
    }

    public string Title(Words t) => t[$"errors.{Kind}.title"];

    public string Text(Words t) => t[$"errors.{Kind}.text"];

    /// <summary>What to do now, where there is more to do than to wait.</summary>
    public string? Advice(Words t)
    {
        var key = $"errors.{Kind}.do";
        return t.Has(key) ? t[key] : null;
    }

    // texts: errors.expired-form.*, errors.400.*, errors.401.*, errors.403.*, errors.404.*, errors.405.*, errors.413.*, errors.415.*, errors.422.*, errors.429.*, errors.500.*, errors.503.*
    private static string KindOf(int status) => status switch
    {
        401 or 403 or 404 or 405 or 413 or 415 or 422 or 429 or 503 => $"{status}",
        410 => "404",
        502 or 504 => "503",
        < 500 => "400",
        _ => "500",
    };

    /// <summary>Which status an exception deserves: the reader's doing, a database that is away, or our fault.</summary>
    public static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        PostgresException { SqlState: ['5', '7' or '3', ..] } => StatusCodes.Status503ServiceUnavailable,
        PostgresException => StatusCodes.Status500InternalServerError,
        NpgsqlException => StatusCodes.Status503ServiceUnavailable,
        { InnerException: { } inner } => StatusOf(inner),
        _ => StatusCodes.Status500InternalServerError,
    };
}

/// <summary>Set when a form carried no valid antiforgery token: it stood open too long, or somebody signed in or out meanwhile.</summary>
public sealed record ExpiredForm;
