using Entente.Bodies;
using Entente.Records.Api;
using Entente.Shared.Jobs;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Records.Receipts;

/// <summary>Receipts and statements as files, under the statement's address and in the interface. They answer to whoever may read the version.</summary>
public static class ReceiptsEndpoint
{
    private const string ReceiptFile = "receipt";
    private const string StatementFile = "statement";

    public static void AddReceipts(this IServiceCollection services)
    {
        services.AddSingleton<ReceiptReading>();
        services.AddJob<Monitoring>(Monitoring.Job, (monitoring, _, stop) => monitoring.Round(whole: false, stop));
        services.AddJob<Monitoring>(Monitoring.WholeJob, (monitoring, _, stop) => monitoring.Round(whole: true, stop));
        services.AddTimetable(Monitoring.Job, Schedule.At("*/10 * * * *"), Monitoring.Job);
        services.AddTimetable(Monitoring.WholeJob, Schedule.At("23 2 * * *"), Monitoring.WholeJob);
        services.Configure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Records/Receipts/ReceiptPage", "/bodies/{body}/{definition}/{id:guid}/view/receipt"));
    }

    public static void MapReceipts(this WebApplication app)
    {
        foreach (var root in new[] { "/bodies/{body}/{definition}/{id:guid}/view/", ApiRoom.Root + "/{body}/{definition}/{id:guid}/" })
        {
            app.MapGet($"{root}{ReceiptFile}.json", Receipt).AllowAnonymous();
            app.MapGet($"{root}{StatementFile}.json", Statement).AllowAnonymous();
        }
    }

    private static async Task<IResult> Receipt(HttpContext context, string body, string definition, Guid id, int? version, ReceiptReading reading)
    {
        if (await reading.Read(context.Features.Get<Person>(), body, definition, id, version, context.RequestAborted) is not { } received)
            return Problem.NotThere;
        if (received.Receipt is not { } receipt)
        {
            // It stands; its place follows.
            context.Response.Headers.RetryAfter = "5";
            return new Problem(StatusCodes.Status503ServiceUnavailable, "not-now");
        }
        Name(context, ReceiptFile, id, received.Head.Version);
        return Results.Bytes(receipt.ToJson(), Reads.JsonType);
    }

    private static async Task<IResult> Statement(HttpContext context, string body, string definition, Guid id, int? version, ReceiptReading reading) =>
        await reading.Write(context.Features.Get<Person>(), body, definition, id, version, () =>
        {
            Name(context, StatementFile, id, version);
            context.Response.ContentType = Reads.JsonType;
            return Task.FromResult(context.Response.Body);
        }, context.RequestAborted) ? Results.Empty : Problem.NotThere;

    private static void Name(HttpContext context, string kind, Guid id, int? version) =>
        context.Response.Headers.ContentDisposition = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"attachment; filename=\"{kind}-{id}{(version is { } number ? $"-{number}" : "")}.json\"");
}
