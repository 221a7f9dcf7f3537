using System.Net.Sockets;
using Entente.Records.Certificates;
using Entente.Records.Content;
using Npgsql;

namespace Entente.Records.Writing;

/// <summary>What the database says when it refuses, in words of ours.</summary>
internal static class WriteFailures
{
    private const string Moved = "EN409";

    /// <summary>Whether another command was there first.</summary>
    public static bool IsClash(PostgresException problem) =>
        problem.SqlState == Moved || CertificateWriting.Raced(problem) || (problem.SqlState == PostgresErrorCodes.UniqueViolation && problem.SchemaName == "records");

    /// <summary>Whether the statement was not begun because its party went in that very moment.</summary>
    public static bool IsPartyGone(PostgresException problem) =>
        problem is { SqlState: PostgresErrorCodes.NotNullViolation, SchemaName: "records", TableName: "statement", ColumnName: "body" };

    public static Fault Said(PostgresException problem, Known? known) => problem.ConstraintName switch
    {
        "statement_of_period" => Refusals.Of(Refusals.AlreadyDeclared),
        "statement_number" => Refusals.Of(Refusals.NumberTaken),
        "statement_pkey" => Refusals.Of(Refusals.AlreadyThere),
        "entry_request_open" => Refusals.Of(Refusals.RequestOpen),
        "proposal_open" => Refusals.Of(Refusals.ProposalOpen),
        _ => Refusals.Of(Refusals.Moved, "", Decide.Text(known?.Version ?? 0)),
    };

    /// <summary>Null for what is an error of ours, which is not to be put into kind words.</summary>
    public static NotWritten.Because? Of(Exception problem) => problem switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.InsufficientResources } => NotWritten.Because.DiskFull,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => NotWritten.Because.Unknown,
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections } => NotWritten.Because.Unreachable,
        PostgresException => null,
        NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => NotWritten.Because.Unreachable,
        NpgsqlException => NotWritten.Because.Unknown,
        _ => null,
    };
}
