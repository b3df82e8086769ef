import Shared

/// Tasks as a person reads them.
struct TaskRoutes: RouteGroup {
  /// The database.
  var pool: PostgresPool

  /// `GET /v1/tasks/{id}`.
  var routes: [Route] { [show] }

  private var show: Route {
    Route(
      .get, "/v1/tasks/{id:uuid}", access: .user(.read),
      operation: Operation(
        id: "getTask", tag: "tasks", summary: "A task with all that belongs to it",
        details: "The columns, the project's name, the facts beyond the columns, and the lists of "
          + "tags, attachments, reminders, dependencies, sub-tasks, planned blocks and "
          + "provenance: where each field came from that no person typed.",
        responses: [.json(200, "the task", .named("Task", Self.form))])
    ) { request in
      .json(
        try await TaskReader.task(
          try request.uuid("id"), as: try request.actor(), in: pool))
    }
  }

  /// The form of a task.
  static let form = Schema.object(
    [
      "id": .uuid, "workspace_id": .uuid, "title": .string(), "status": .string(),
      "priority": .nullable(.integer()), "version": .nullable(.integer()),
      "tags": .array(.object(["id": .uuid, "name": .string()])),
      "attachments": .array(.object(["id": .uuid, "file_name": .string()])),
      "reminders": .array(.any), "dependencies": .array(.any), "subtasks": .array(.any),
      "blocks": .array(.any), "provenance": .array(.named("Provenance", provenance)),
    ],
    optional: [
      "project_id": .nullable(.uuid), "project": .nullable(.string()),
      "parent_task_id": .nullable(.uuid), "description": .nullable(.string()),
      "due_date": .nullable(.dateTime), "start_date": .nullable(.dateTime),
      "soft_deadline": .nullable(.dateTime), "is_hard_deadline": .nullable(.boolean),
      "recurrence_rule": .nullable(.string()), "timezone": .nullable(.string()),
      "estimated_minutes": .nullable(.integer()), "facts": .nullable(.any),
    ])

  private static let provenance = Schema.object(
    ["field": .string(), "kind": .string(), "confidence": .number(0...1)],
    optional: ["value": .string(), "reference": .any])
}
