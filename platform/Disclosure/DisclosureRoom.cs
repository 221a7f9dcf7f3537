using Entente.Disclosure.Access;
using Entente.Disclosure.Keys;
using Entente.Disclosure.Log;
using Entente.Disclosure.Protection;

namespace Entente.Disclosure;

/// <summary>Who reads what, by whose leave, under which key, and the log that proves what was declared. The room below the records: they call it, it knows none of them.</summary>
public static class DisclosureRoom
{
    public static void AddDisclosure(this WebApplicationBuilder builder)
    {
        builder.AddLog();
        builder.AddAccess();
        builder.AddKeys();
        builder.AddProtection();
    }

    public static void UseDisclosure(this WebApplication app)
    {
        app.MapLog();
        app.MapAccess();
        app.MapKeys();
    }
}
