/// Which tasks are a person's to do: the parts of statements about them, in which `t` is the task, $1
/// the workspace and $2 the person.
enum OwnTasks {
  /// What the conditions look at beside the task.
  static let joins =
    """
    left join pipeline.task_facts f on f.task_id = t.id and f.workspace_id = t.workspace_id
    left join public.projects p on p.id = t.project_id
    left join public.project_members m on m.project_id = t.project_id and m.user_id = $2
    """

  /// Open tasks without open sub-tasks, assigned to the person or else made by them, in living
  /// projects in which they may write.
  static let conditions =
    """
    t.workspace_id = $1 and t.deleted_at is null and t.archived is not true
      and t.status in ('TODO', 'IN_PROGRESS') and t.is_completed is not true
      and coalesce(f.assignee_id, t.created_by) = $2
      and (t.project_id is null or (p.deleted_at is null and p.is_archived is not true
        and m.role in ('OWNER', 'ADMIN', 'EDITOR')))
      and not exists (select from public.tasks c where c.parent_task_id = t.id
        and c.deleted_at is null and c.status in ('TODO', 'IN_PROGRESS'))
    """

  /// The open leaves `leaf` that tasks wait for, by way of `own`: a dependency between tasks with
  /// sub-tasks holds between all that is below them. `workspace` is a parameter.
  static func blockers(workspace: String) -> String {
    """
    public.task_hierarchy own
    join public.task_dependencies d on d.blocked_task_id = own.ancestor_id
      and coalesce(d.dependency_type, 'FINISH_TO_START') = 'FINISH_TO_START'
    join public.task_hierarchy below on below.ancestor_id = d.blocker_task_id
    join public.tasks leaf on leaf.id = below.descendant_id and leaf.workspace_id = \(workspace)
      and leaf.id <> own.descendant_id and leaf.deleted_at is null
      and leaf.status in ('TODO', 'IN_PROGRESS') and leaf.is_completed is not true
      and not exists (select from public.tasks c where c.parent_task_id = leaf.id
        and c.deleted_at is null and c.status in ('TODO', 'IN_PROGRESS'))
    """
  }
}
