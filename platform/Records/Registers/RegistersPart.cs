using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Registers.InBulk;
using Entente.Shared.Jobs;

namespace Entente.Records.Registers;

/// <summary>Registers: the lists of what holds on a day, the entries with their history, and what is done to them.</summary>
public static class RegistersPart
{
    public static void AddRegisters(this IServiceCollection services)
    {
        services.AddSingleton<RegisterLists>();
        services.AddSingleton<EntryReading>();
        services.AddSingleton<Alike>();
        services.AddSingleton<RequestReading>();
        services.AddSingleton<BulkChanges>();
        services.AddSingleton<BulkReading>();
        services.AddJob<CarryOutBulk>(BulkChanges.Job, (bulk, job, stop) => bulk.Run(job.Read<BulkJob>().Id, stop));
        services.Configure<RouteOptions>(options => options.ConstraintMap["register"] = typeof(OfRegister));
    }
}

/// <summary>An address that is about a register: other definitions keep their own pages under it.</summary>
public sealed class OfRegister : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext is not null && values["body"] is string body && values[routeKey] is string code
        && httpContext.RequestServices.GetRequiredService<DefinitionCatalogue>().Find(body, code)?.Definition.Kind == DefinitionKind.Register;
}
